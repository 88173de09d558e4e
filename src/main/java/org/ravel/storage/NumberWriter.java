package org.ravel.storage;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

/** Writes the file of a small model: big-endian numbers, each array behind its length. */
public final class NumberWriter {
  private final DataOutputStream out;

  /** Writes to a stream, which {@link #flush} empties into. */
  public NumberWriter(OutputStream out) {
    this.out = new DataOutputStream(out);
  }

  /** Writes what tells the file from others. */
  public void header(int magic, int format) throws IOException {
    out.writeInt(magic);
    out.writeInt(format);
  }

  /** Writes a constant's place. */
  public <T> void constant(T[] constants, T one) throws IOException {
    out.writeInt(Arrays.asList(constants).indexOf(one));
  }

  /** Writes a whole number. */
  public void integer(int number) throws IOException {
    out.writeInt(number);
  }

  /** Writes whole numbers. */
  public void integers(List<Integer> numbers) throws IOException {
    out.writeInt(numbers.size());
    for (int number : numbers) {
      out.writeInt(number);
    }
  }

  /** Writes a number. */
  public void number(double number) throws IOException {
    out.writeDouble(number);
  }

  /** Writes true or false. */
  public void flag(boolean flag) throws IOException {
    out.writeBoolean(flag);
  }

  /** Writes rows. */
  public void matrix(double[][] rows) throws IOException {
    out.writeInt(rows.length);
    for (double[] row : rows) {
      vector(row);
    }
  }

  /** Writes numbers. */
  public void vector(double[] numbers) throws IOException {
    out.writeInt(numbers.length);
    for (double number : numbers) {
      out.writeDouble(number);
    }
  }

  /** Hands all to the stream. */
  public void flush() throws IOException {
    out.flush();
  }
}
