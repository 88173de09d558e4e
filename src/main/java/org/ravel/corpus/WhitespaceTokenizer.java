package org.ravel.corpus;

import java.util.List;
import org.ravel.config.TokenizerKind;

/** A token is what stands between white space. */
final class WhitespaceTokenizer extends Tokenizer {
  private static final long serialVersionUID = 1L;

  WhitespaceTokenizer(boolean lowerCase) {
    super(TokenizerKind.WHITESPACE, lowerCase);
  }

  @Override
  public String decode(List<String> tokens) {
    return String.join(" ", tokens);
  }

  @Override
  Segmenter segmenter() {
    return new BetweenSpaces(new WordEmitter(lowerCase()));
  }

  private record BetweenSpaces(WordEmitter emitter) implements Segmenter {

    @Override
    public int segment(char[] text, int from, int to, boolean end, TokenSink sink) {
      int start = from;
      while (start < to) {
        int word = start;
        while (word < to && WhiteSpace.is(text[word])) {
          word++;
        }
        emitter.space(text, start, word, sink);
        int next = word;
        while (next < to && !WhiteSpace.is(text[next])) {
          next++;
        }
        if (next == to && !end) {
          return word;
        }
        if (word < next) {
          emitter.word(text, word, next, sink);
        }
        start = next;
      }
      return to;
    }
  }
}
