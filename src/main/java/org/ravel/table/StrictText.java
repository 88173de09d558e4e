package org.ravel.table;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.ravel.config.MalformedText;

/** Text that is decoded and encoded without a loss, or not at all. */
final class StrictText {
  /** What to do about text that is not UTF-8. */
  static final String REMEDY = "correct the file, or set corpus.malformed=replace";

  private StrictText() {}

  /** The text; empty if it is malformed and must not be. */
  static Optional<String> decode(byte[] utf8, MalformedText malformed) {
    if (malformed == MalformedText.REPLACE) {
      return Optional.of(new String(utf8, StandardCharsets.UTF_8));
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Whether UTF-8 can hold it: not half of a surrogate pair, which JSON can escape. */
  static boolean isEncodable(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
