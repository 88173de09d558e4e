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
      char c = text[i];
      if (!Character.isHighSurrogate(c)) {
        sink.token(text, i, i + 1, 1, Utf8.length(c));
        i++;
      } else if (i + 1 < to) {
        int length = Character.isLowSurrogate(text[i + 1]) ? 2 : 1;
        sink.token(text, i, i + length, 1, length == 2 ? 4 : Utf8.length(c));
        i += length;
      } else if (end) {
        sink.token(text, i, i + 1, 1, Utf8.length(c));
        i++;
      } else {
        break;
      }
    }
    return i;
  }
}
