package org.ravel.corpus;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * Where a file is truly cut near a nominal offset. The place follows from the bytes after the
 * offset alone, so that the readers of both sides agree on it.
 *
 * <p>With lines as documents it is after the next line feed. Otherwise it is after the next line
 * feed within 64 KiB; if there is none, after the first ASCII white space there that an ASCII
 * character other than white space follows; if there is none either, at the file's end if that
 * comes first, else at the next code point. Words are divided only by the last rule, in text that
 * has neither line ends nor spaces for 64 KiB. Where the space before a word belongs to it, the cut
 * is before such a space.
 */
final class Boundary {
  private static final int WINDOW = 64 << 10;

  private Boundary() {}

  /**
   * The true boundary at {@code nominal}, between {@code nominal} and {@code length}.
   *
   * @param length the file's
   * @param lines whether only a line's end will do
   * @param leads whether the space before a word belongs to it
   */
  static long after(FSDataInputStream in, long nominal, long length, boolean lines, boolean leads)
      throws IOException {
    if (nominal <= 0 || nominal >= length) {
      return Math.max(0, Math.min(nominal, length));
    }
    in.seek(nominal);
    byte[] window = new byte[1 << 10];
    long end = lines ? length : Math.min(length, nominal + WINDOW);
    long space = -1;
    int continuation = 0;
    int before = -1;
    long offset = nominal;
    while (offset < end) {
      int n = in.read(window, 0, (int) Math.min(window.length, end - offset));
      if (n < 0) {
        // Shorter than it was listed; whoever reads the text will notice.
        break;
      }
      for (int i = 0; i < n; i++, offset++) {
        int b = window[i] & 0xFF;
        if (b == '\n') {
          return offset + 1;
        }
        if (space < 0 && before >= 0 && WhiteSpace.isCut(before, b)) {
          space = leads && before == ' ' ? offset - 1 : offset;
        }
        if (continuation == offset - nominal && continuation < 3 && Utf8.isContinuation(b)) {
          continuation++;
        }
        before = b;
      }
    }
    if (lines || (space < 0 && end == length)) {
      return length;
    }
    return space >= 0 ? space : nominal + continuation;
  }
}
