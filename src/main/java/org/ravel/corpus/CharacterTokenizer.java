package org.ravel.corpus;

import java.util.List;
import org.ravel.config.TokenizerKind;

/** A token is a Unicode code point. */
final class CharacterTokenizer extends Tokenizer {
  private static final long serialVersionUID = 1L;

  CharacterTokenizer() {
    super(TokenizerKind.CHARACTER, false);
  }

  @Override
  public String decode(List<String> tokens) {
    return String.join("", tokens);
  }

  @Override
  Segmenter segmenter() {
    return CharacterTokenizer::segment;
  }

  private static int segment(char[] text, int from, int to, boolean end, TokenSink sink) {
    int i = from;
    while (i < to) {
      int run = i;
      while (run < to && !Character.isHighSurrogate(text[run])) {
        run++;
      }
      if (run > i) {
        sink.chars(text, i, run, CharUnit.CODE_POINT);
        i = run;
      }
      if (i < to) {
        if (i + 1 == to && !end) {
          break;
        }
        boolean pair = i + 1 < to && Character.isLowSurrogate(text[i + 1]);
        int length = pair ? 2 : 1;
        sink.token(text, i, i + length, 1, pair ? 4 : Utf8.length(text[i]));
        i += length;
      }
    }
    return i;
  }
}
