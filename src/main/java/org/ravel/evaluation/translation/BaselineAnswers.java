package org.ravel.evaluation.translation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.ravel.corpus.Vocabulary;
import org.ravel.sequence.Example;
import org.ravel.sequence.Texts;

/**
 * What baselines write for the sources of a split.
 *
 * @param frequent ids of the most frequent target of training
 * @param nearest by the source's number, ids of the target of the training source that is most like
 *     it; null where none shares a token, which gets the most frequent target
 */
record BaselineAnswers(Vocabulary sources, Vocabulary targets, int[] frequent, int[][] nearest)
    implements Serializable {
  /** A word that the vocabulary of sources lacks: it must match no word that is lost elsewhere. */
  private static final String COPIED = "\uFFFC";

  /** Copy, most frequent, nearest. */
  BaselineOutputs outputs(Example example) {
    int[] reference = Texts.inner(example.ids(1));
    int[] near = nearest[Math.toIntExact(example.index())];
    List<String> source = names(sources, example.ids(0), COPIED);
    List<String> truth = names(targets, reference, DecodeBlocks.LOST);
    String copy = sources.tokenizer().decode(source);
    String text = targets.tokenizer().decode(truth);
    return new BaselineOutputs(
        List.of(
            WrittenSums.of(
                copy,
                text,
                // Tokens of two vocabularies may differ where the text is the same.
                copy.equals(text),
                source.size(),
                reference.length),
            ofTarget(frequent, reference, text),
            ofTarget(near == null ? frequent : near, reference, text)));
  }

  /** A target of training may have words that the vocabulary lacks, which match none. */
  private WrittenSums ofTarget(int[] target, int[] reference, String text) {
    boolean isSame =
        Arrays.equals(target, reference)
            && Arrays.stream(target).noneMatch(id -> id == targets.unknown());
    return WrittenSums.of(
        targets.tokenizer().decode(names(targets, target, COPIED)),
        text,
        isSame,
        target.length,
        reference.length);
  }

  private static List<String> names(Vocabulary vocabulary, int[] ids, String unknown) {
    return Arrays.stream(ids)
        .mapToObj(id -> id == vocabulary.unknown() ? unknown : vocabulary.token(id))
        .toList();
  }
}
