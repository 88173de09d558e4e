package org.ravel.corpus;

import java.util.List;
import org.ravel.config.TokenizerKind;

/** A token is a word as {@link MergeableWords} cuts them: subwords are learned from these. */
final class MergeableWordTokenizer extends Tokenizer {
  private static final long serialVersionUID = 1L;

  MergeableWordTokenizer(boolean lowerCase) {
    super(TokenizerKind.SUBWORD, lowerCase);
  }

  @Override
  public String decode(List<String> tokens) {
    return String.join("", tokens);
  }

  @Override
  Segmenter segmenter() {
    return new Words(new WordEmitter(lowerCase()));
  }

  private record Words(WordEmitter emitter) implements Segmenter {

    @Override
    public int segment(char[] text, int from, int to, boolean end, TokenSink sink) {
      int start = from;
      while (start < to) {
        int next = MergeableWords.end(text, start, to, end);
        if (next < 0) {
          break;
        }
        emitter.word(text, start, next, sink);
        start = next;
      }
      return start;
    }
  }
}
