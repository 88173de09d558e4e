package org.ravel.training.state;

import java.io.DataInput;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Numbers of a network as they travel and as they are added: single precision, in the order of the
 * network's flat array.
 *
 * <p>They are serialised in blocks of bytes: Java's own way with an array of floats takes more than
 * twice the time.
 */
public final class Floats implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BLOCK = 1 << 14;

  private transient float[] values;

  public Floats(float[] values) {
    this.values = values;
  }

  /** A copy of a flat array's numbers. */
  public static Floats of(INDArray array) {
    float[] values = new float[Math.toIntExact(array.length())];
    // In one piece: ND4J's own copies go number by number.
    array.data().asNioFloat().get(values);
    return new Floats(values);
  }

  /** Writes the numbers into a flat array. */
  public void copyTo(INDArray array) {
    if (array.length() != values.length) {
      throw new IllegalStateException(
          "%d numbers do not fit into %d".formatted(values.length, array.length()));
    }
    array.data().asNioFloat().put(values);
  }

  public static Floats none() {
    return new Floats(new float[0]);
  }

  public float[] values() {
    return values;
  }

  public int size() {
    return values.length;
  }

  /** A copy of the numbers from one place to before another. */
  Floats part(int from, int to) {
    return new Floats(Arrays.copyOfRange(values, from, to));
  }

  /** Writes other numbers over those from a place on. */
  void put(int from, Floats others) {
    System.arraycopy(others.values, 0, values, from, others.values.length);
  }

  /** Whether all are finite numbers. */
  public boolean areFinite() {
    return blocks().allMatch(this::isFinite);
  }

  /**
   * Moves these by a share of the way to others, {@code a + (b − a) · share}, in double precision
   * and rounded once: equal numbers stay as they are, and half the way is the mean.
   */
  public void moveTowards(Floats others, double share) {
    blocks()
        .forEach(
            block -> {
              float[] a = values;
              float[] b = others.values;
              for (int i = start(block); i < end(block); i++) {
                double from = a[i];
                a[i] = (float) (from + (b[i] - from) * share);
              }
            });
  }

  /** Blocks of {@link #BLOCK} numbers, in parallel: no number's value depends on another's. */
  public IntStream blocks() {
    return IntStream.range(0, (values.length + BLOCK - 1) / BLOCK).parallel();
  }

  public int start(int block) {
    return block * BLOCK;
  }

  public int end(int block) {
    return Math.min(values.length, (block + 1) * BLOCK);
  }

  private boolean isFinite(int block) {
    // Zero times anything else is no number, and stays none in the sum.
    float sum = 0;
    for (int i = start(block); i < end(block); i++) {
      sum += values[i] * 0;
    }
    return sum == 0;
  }

  /** Writes the numbers one after another, least significant byte first. */
  void writeTo(OutputStream out) throws IOException {
    byte[] bytes = new byte[BLOCK * Float.BYTES];
    for (int i = 0; i < values.length; i += BLOCK) {
      int count = Math.min(BLOCK, values.length - i);
      floats(bytes).put(values, i, count);
      out.write(bytes, 0, count * Float.BYTES);
    }
  }

  /** Reads so many numbers; their bits stay as they are. */
  static Floats read(DataInput in, int length) throws IOException {
    float[] values = new float[length];
    byte[] bytes = new byte[BLOCK * Float.BYTES];
    for (int i = 0; i < values.length; i += BLOCK) {
      int count = Math.min(BLOCK, values.length - i);
      in.readFully(bytes, 0, count * Float.BYTES);
      floats(bytes).get(values, i, count);
    }
    return new Floats(values);
  }

  private static FloatBuffer floats(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.writeInt(values.length);
    writeTo(out);
  }

  private void readObject(ObjectInputStream in) throws IOException {
    values = read(in, in.readInt()).values;
  }
}
