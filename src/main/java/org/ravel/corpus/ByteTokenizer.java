package org.ravel.corpus;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.ravel.config.TokenizerKind;

/**
 * A token is a byte, written as the char of the same number, U+0000 to U+00FF. Text is presented to
 * the segmenter in the same way, one char per byte.
 */
final class ByteTokenizer extends Tokenizer {
  private static final long serialVersionUID = 1L;

  ByteTokenizer() {
    super(TokenizerKind.BYTE, false);
  }

  /** Malformed sequences become U+FFFD. */
  @Override
  public String decode(List<String> tokens) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(tokens.size());
    for (String token : tokens) {
      if (token.length() == 1 && token.charAt(0) <= 0xFF) {
        bytes.write(token.charAt(0));
      } else {
        bytes.writeBytes(token.getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  Segmenter segmenter() {
    return ByteTokenizer::segment;
  }

  @Override
  char[] units(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new String(bytes, StandardCharsets.ISO_8859_1).toCharArray();
  }

  private static int segment(char[] text, int from, int to, boolean end, TokenSink sink) {
    sink.chars(text, from, to, CharUnit.BYTE);
    return to;
  }
}
