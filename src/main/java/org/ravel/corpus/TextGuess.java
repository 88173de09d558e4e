package org.ravel.corpus;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.ravel.config.MalformedText;
import org.ravel.error.InputException;

/** Recognises what is no text in UTF-8: much of it would pass for such, or for a little damaged. */
final class TextGuess {
  /** Bytes at a file's start that are looked at. */
  static final int SAMPLE = 64 << 10;

  /** A NUL now and then is damage; in UTF-16 and binary data they are many. */
  private static final int BYTES_PER_NUL = 100;

  /** More malformed sequences than this share of the bytes are no damage. */
  private static final double MOST_MALFORMED = 0.1;

  /** Fewer bytes say nothing about shares. */
  private static final int FEW = 32;

  private TextGuess() {}

  /**
   * Refuses a file by its beginning.
   *
   * @param start {@code [0, length)} of it is looked at
   * @throws InputException if it is no text in UTF-8, not even with some damage where that is to be
   *     replaced
   */
  static void require(String name, byte[] start, int length, MalformedText malformed) {
    Optional<Signature> signature = Signature.of(start, length);
    if (signature.isPresent()) {
      throw refusal(name, "is " + signature.get().what(), signature.get().remedy());
    }
    int even = nuls(start, 0, length);
    int odd = nuls(start, 1, length);
    if (even + odd > 1 + length / BYTES_PER_NUL) {
      if (odd > 4 * even || even > 4 * odd) {
        String order = odd > even ? "LE" : "BE";
        throw refusal(
            name,
            "looks like text in UTF-16 without a byte order mark",
            "convert it to UTF-8: iconv -f UTF-16%s -t UTF-8".formatted(order));
      }
      throw refusal(
          name,
          "looks like binary data: %,d of its first %,d bytes are 0".formatted(even + odd, length),
          "take it out of the input");
    }
    int damage = malformed == MalformedText.REPLACE ? malformed(start, length) : 0;
    if (damage > FEW && damage > MOST_MALFORMED * length) {
      throw refusal(
          name,
          "is not UTF-8: %,d of its first %,d bytes are malformed, which is too much to replace"
              .formatted(damage, length),
          "convert it to UTF-8 (iconv), or take it out of the input");
    }
  }

  private static InputException refusal(String name, String what, String remedy) {
    return new InputException("%s %s, but must be text in UTF-8; %s".formatted(name, what, remedy));
  }

  private static int nuls(byte[] bytes, int from, int length) {
    int nuls = 0;
    for (int i = from; i < length; i += 2) {
      nuls += bytes[i] == 0 ? 1 : 0;
    }
    return nuls;
  }

  /** Whether {@code bytes[0, length)} are text in UTF-8, without control characters. */
  static boolean isText(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] >= 0 && bytes[i] < ' ' && !WhiteSpace.isAscii(bytes[i])) {
        return false;
      }
    }
    return malformed(bytes, length) == 0;
  }

  private static int malformed(byte[] bytes, int length) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
    CharBuffer out = CharBuffer.allocate(length + 1);
    int malformed = 0;
    CoderResult result = decoder.decode(in, out, false);
    while (result.isError()) {
      malformed += result.length();
      in.position(in.position() + result.length());
      result = decoder.decode(in, out, false);
    }
    return malformed;
  }

  /**
   * What to do about bytes that are not UTF-8.
   *
   * @param bytes {@code [from, to)} stand around them
   */
  static String remedy(byte[] bytes, int from, int to) {
    int high = 0;
    int letters = 0;
    boolean control = false;
    for (int i = from; i < to; i++) {
      int b = bytes[i] & 0xFF;
      high += b >= 0x80 ? 1 : 0;
      letters += b >= 0xC0 && b < 0xFE && b != 0xD7 && b != 0xF7 ? 1 : 0;
      control |= b < ' ' && !WhiteSpace.isAscii(b) && b != 0x1B;
    }
    boolean someUtf8 = malformed(Arrays.copyOfRange(bytes, from, to), to - from) < high / 2;
    if (control || someUtf8 || letters == 0) {
      return "correct the file, or set corpus.malformed=replace";
    }
    if (high > FEW && high * 4 > to - from) {
      return "it looks like text in another encoding: convert it (iconv -f … -t UTF-8)";
    }
    return "it looks like ISO-8859-1 or Windows-1252: convert it (iconv -f WINDOWS-1252 -t UTF-8), or set corpus.malformed=replace";
  }
}
