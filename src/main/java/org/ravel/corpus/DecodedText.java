package org.ravel.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.ravel.config.MalformedText;
import org.ravel.error.InputException;

/** The text of a piece, decoded block by block; its bytes go into a digest as they are read. */
final class DecodedText {
  private final InputStream in;
  private final String name;
  private final TextFormat format;
  private final MessageDigest digest;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes;
  private long base;
  private long unread;
  private boolean exhausted;

  /**
   * Text in UTF-8, or one char per byte.
   *
   * @param in stands at {@code offset}
   * @param length bytes to read; {@code Long.MAX_VALUE} to read to the end
   */
  DecodedText(
      InputStream in,
      String name,
      long offset,
      long length,
      TextFormat format,
      MessageDigest digest,
      int block) {
    this.in = in;
    this.name = name;
    this.format = format;
    this.base = offset;
    this.unread = length;
    this.digest = digest;
    this.bytes = ByteBuffer.allocate(Math.max(8, block)).flip();
    CodingErrorAction onMalformed =
        format.malformed() == MalformedText.FAIL
            ? CodingErrorAction.REPORT
            : CodingErrorAction.REPLACE;
    this.decoder =
        (format.bytes() ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8)
            .newDecoder()
            .onMalformedInput(onMalformed)
            .onUnmappableCharacter(onMalformed);
  }

  /**
   * Decodes into {@code text[from, to)}, which must have room for two chars.
   *
   * @return the number of chars, at least 1; -1 at the end
   * @throws InputException if the bytes are malformed and must not be
   */
  int read(char[] text, int from, int to) throws IOException {
    CharBuffer chars = CharBuffer.wrap(text, from, to - from);
    while (true) {
      CoderResult result = decoder.decode(bytes, chars, exhausted);
      if (chars.position() > from) {
        return chars.position() - from;
      }
      if (result.isError()) {
        throw new InputException(
            "%s is not UTF-8: malformed byte sequence at offset %d (byte 0x%02X); %s"
                .formatted(
                    name,
                    offset(),
                    bytes.get(bytes.position()),
                    TextGuess.remedy(bytes.array(), 0, bytes.limit())));
      }
      if (exhausted) {
        return -1;
      }
      fill();
    }
  }

  /** Offset in the file of the next byte that is not decoded. */
  long offset() {
    return base + bytes.position();
  }

  private void fill() throws IOException {
    base += bytes.position();
    bytes.compact();
    int wanted = (int) Math.min(bytes.remaining(), unread);
    int n = wanted == 0 ? -1 : fill(wanted);
    if (n < 0) {
      exhausted = true;
    } else {
      digest.update(bytes.array(), bytes.position(), n);
      bytes.position(bytes.position() + n);
      unread -= n;
    }
    bytes.flip();
  }

  private int fill(int wanted) throws IOException {
    return base == 0 && bytes.position() == 0
        ? beginning(wanted)
        : in.read(bytes.array(), bytes.position(), wanted);
  }

  /** Reads all that is wanted: so much is looked at, to see whether it is text. */
  private int beginning(int wanted) throws IOException {
    int n = in.readNBytes(bytes.array(), 0, wanted);
    if (n > 0 && !format.bytes()) {
      TextGuess.require(name, bytes.array(), n, format.malformed());
    }
    return n == 0 ? -1 : n;
  }

  /** Bytes that were promised and did not come. */
  long missing() {
    return exhausted ? unread : 0;
  }
}
