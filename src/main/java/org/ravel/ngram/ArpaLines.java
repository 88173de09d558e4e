package org.ravel.ngram;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.ravel.error.InputException;

/** The lines of an ARPA file with their numbers. Bytes that are no UTF-8 become U+FFFD. */
final class ArpaLines {
  private static final int LONGEST = 1 << 20;

  private final InputStream in;
  private final String file;
  private byte[] line = new byte[1 << 10];
  private long number;

  /**
   * Lines of a stream.
   *
   * @param file its name, for messages
   */
  ArpaLines(InputStream in, String file) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.file = file;
  }

  /**
   * The next line that is not blank, without white space at its ends.
   *
   * @throws InputException if there is none, or it is too long
   */
  String next() throws IOException {
    String text;
    do {
      text = read();
    } while (text.isEmpty());
    return text;
  }

  private String read() throws IOException {
    number++;
    int length = 0;
    int next = in.read();
    if (next < 0) {
      throw malformed("is behind the last one, but \\end\\ must end the file: it is cut off");
    }
    for (; next >= 0 && next != '\n'; next = in.read()) {
      if (length == LONGEST) {
        throw malformed("has more than %,d bytes".formatted(LONGEST));
      }
      if (length == line.length) {
        line = Arrays.copyOf(line, 2 * length);
      }
      line[length++] = (byte) next;
    }
    int start = 0;
    while (start < length && isSpace(line[start])) {
      start++;
    }
    while (length > start && isSpace(line[length - 1])) {
      length--;
    }
    return new String(line, start, length - start, StandardCharsets.UTF_8);
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }

  /** That the line that was read last is none of the format. */
  InputException malformed(String what) {
    return new InputException(
        "%s:%d %s; correct it, or write the file again (n-grams in the format of ARPA are read, no binary ones)"
            .formatted(file, number, what));
  }
}
