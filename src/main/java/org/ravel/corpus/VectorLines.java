package org.ravel.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ravel.error.InputException;

/**
 * The lines of a text file of word2vec or GloVe: a word and its numbers, with spaces between them.
 * A word may have spaces itself: the last numbers of a line are the vector. A first line of two
 * whole numbers is word2vec's, which says how many vectors follow and how wide they are.
 */
final class VectorLines {
  private static final int LONGEST_LINE = 1 << 24;
  private static final Pattern HEADER = Pattern.compile("\\s*(\\d{1,15})\\s+(\\d{1,9})");

  private final String file;
  private final int width;
  private final Sink sink;
  private byte[] buffer = new byte[1 << 12];
  private long line;

  /** How many vectors the file says that it has; −1 if it does not say. */
  private long promised = -1;

  private long vectors;

  VectorLines(String file, int width, Sink sink) {
    this.file = file;
    this.width = width;
    this.sink = sink;
  }

  /** Takes words. */
  @FunctionalInterface
  interface Sink {
    /**
     * Takes the next one.
     *
     * @param vector to be asked for now or never
     */
    void add(String word, Vector vector);
  }

  /** A vector that is parsed if somebody wants it: most words are in no vocabulary. */
  @FunctionalInterface
  interface Vector {
    /** Its numbers. */
    float[] numbers();
  }

  void read(InputStream in) throws IOException {
    byte[] block = new byte[1 << 16];
    int length = 0;
    for (int n = in.read(block); n >= 0; n = in.read(block)) {
      int start = 0;
      for (int i = 0; i < n; i++) {
        if (block[i] == '\n') {
          length = append(block, start, i, length);
          take(length);
          length = 0;
          start = i + 1;
        }
      }
      length = append(block, start, n, length);
    }
    if (length > 0) {
      take(length);
    }
    if (promised >= 0 && vectors != promised) {
      throw new InputException(
          "%s says in its first line that it has %,d vectors, but it has %,d: it is cut off or altered; get it again"
              .formatted(file, promised, vectors));
    }
  }

  private int append(byte[] block, int from, int to, int length) {
    if (length + to - from > LONGEST_LINE) {
      line++;
      throw malformed("has more than %,d bytes".formatted(LONGEST_LINE));
    }
    while (length + to - from > buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    System.arraycopy(block, from, buffer, length, to - from);
    return length + to - from;
  }

  private void take(int length) {
    line++;
    int end = endBefore(length);
    if (line == 1 && isHeader(end)) {
      return;
    }
    int start = end;
    int numbers = 0;
    while (numbers < width && start > 0) {
      start = startOfField(start);
      numbers++;
      // What stands before the first number is the word, its own spaces among it.
      if (numbers < width) {
        start = endBefore(start);
      }
    }
    int wordEnd = endBefore(start);
    if (line == 1 && fields(end) > 2) {
      requireWidth(fields(end) - 1);
    }
    if (numbers < width || wordEnd == 0) {
      throw malformed(
          "has %d fields, but must have a word and %d numbers".formatted(fields(end), width));
    }
    vectors++;
    sink.add(new String(buffer, 0, wordEnd, StandardCharsets.UTF_8), () -> numbers(end));
  }

  /** word2vec's first line, if it is one. */
  private boolean isHeader(int end) {
    Matcher header = HEADER.matcher(text(0, end));
    if (!header.matches()) {
      return false;
    }
    promised = Long.parseLong(header.group(1));
    requireWidth(Integer.parseInt(header.group(2)));
    return true;
  }

  private void requireWidth(int found) {
    if (found != width) {
      throw new InputException(
          "%s has vectors of %d numbers, but model.embedding-size is %d; set model.embedding-size=%d, or name other vectors"
              .formatted(file, found, width, found));
    }
  }

  private float[] numbers(int end) {
    float[] numbers = new float[width];
    int at = end;
    for (int i = width - 1; i >= 0; i--) {
      int from = startOfField(at);
      numbers[i] = number(text(from, at));
      at = endBefore(from);
    }
    return numbers;
  }

  private float number(String text) {
    float number;
    try {
      number = Float.parseFloat(text);
    } catch (NumberFormatException e) {
      number = Float.NaN;
    }
    if (!Float.isFinite(number)) {
      throw malformed("has \"%s\" where a finite number must stand".formatted(text));
    }
    return number;
  }

  private InputException malformed(String what) {
    return new InputException(
        "%s:%d %s; correct it, or get the file again (text files of word2vec and GloVe are read, no binary ones)"
            .formatted(file, line, what));
  }

  private String text(int start, int end) {
    return new String(buffer, start, end - start, StandardCharsets.UTF_8);
  }

  private int startOfField(int end) {
    int start = end;
    while (start > 0 && !isSpace(buffer[start - 1])) {
      start--;
    }
    return start;
  }

  /** The end of the field before a place. */
  private int endBefore(int place) {
    int end = place;
    while (end > 0 && isSpace(buffer[end - 1])) {
      end--;
    }
    return end;
  }

  private int fields(int end) {
    int fields = 0;
    for (int at = endBefore(end); at > 0; at = endBefore(startOfField(at))) {
      fields++;
    }
    return fields;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }
}
