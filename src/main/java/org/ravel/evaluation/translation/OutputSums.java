package org.ravel.evaluation.translation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.ravel.evaluation.measure.Decoded;
import org.ravel.evaluation.measure.Decoded.Translated;
import org.ravel.evaluation.tally.Sums;

/**
 * What a model writes beside the references, on any number of blocks.
 *
 * @param tokens of outputs, without their ends
 * @param referenceTokens of references
 */
public record OutputSums(
    long sentences,
    long exact,
    Bleu bleu,
    Bleu bleuOfWords,
    Chrf chrf,
    long tokens,
    long referenceTokens,
    List<Translated> worst,
    List<Translated> random)
    implements Sums<OutputSums> {
  /** As many as a person looks at. */
  private static final int KEPT = 20;

  private static final Comparator<Translated> WORST =
      Comparator.comparingDouble(Translated::chrf).thenComparing(Translated::index);

  /** Follows from a sentence's number alone. */
  private static final Comparator<Translated> RANDOM =
      Comparator.<Translated>comparingLong(one -> new SplittableRandom(one.index()).nextLong())
          .thenComparing(Translated::index);

  private static final String SIGNATURE = "nrefs:1|case:mixed|eff:no|tok:%s|smooth:exp";
  private static final String CHRF_SIGNATURE = "nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no";

  /** Of one sentence. */
  static OutputSums of(
      Translated sentence, boolean exact, int tokens, int referenceTokens, Chrf chrf) {
    String output = sentence.output();
    String reference = sentence.reference();
    return new OutputSums(
        1,
        exact ? 1 : 0,
        Bleu.of(Mteval.tokens(output), Mteval.tokens(reference)),
        Bleu.of(WhiteSpaces.split(output), WhiteSpaces.split(reference)),
        chrf,
        tokens,
        referenceTokens,
        List.of(sentence),
        List.of(sentence));
  }

  @Override
  public OutputSums plus(OutputSums other) {
    return new OutputSums(
        sentences + other.sentences,
        exact + other.exact,
        bleu.plus(other.bleu),
        bleuOfWords.plus(other.bleuOfWords),
        chrf.plus(other.chrf),
        tokens + other.tokens,
        referenceTokens + other.referenceTokens,
        first(worst, other.worst, WORST),
        first(random, other.random, RANDOM));
  }

  private static List<Translated> first(
      List<Translated> a, List<Translated> b, Comparator<Translated> order) {
    List<Translated> both = new ArrayList<>(a);
    both.addAll(b);
    both.sort(order);
    return List.copyOf(both.subList(0, Math.min(KEPT, both.size())));
  }

  public Decoded.Output measures() {
    return new Decoded.Output(
        sentences,
        exact,
        new Decoded.Score(bleu.score(), SIGNATURE.formatted("13a")),
        new Decoded.Score(bleuOfWords.score(), SIGNATURE.formatted("none")),
        new Decoded.Score(chrf.score(), CHRF_SIGNATURE),
        tokens,
        referenceTokens,
        worst,
        random);
  }
}
