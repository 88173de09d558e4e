package org.ravel.model;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.ravel.error.InputException;

/**
 * A row of floats as {@code Nd4j.write} has it: the shape, then the numbers, each with a header of
 * allocation mode, length and type. ND4J's own reader allocates what the header asks for, and
 * believes a shape that the numbers do not fill.
 */
final class StoredArray {
  private static final String MODE = "LONG_SHAPE";
  private static final String MIXED = "MIXED_DATA_TYPES";

  /** Rank, two sizes, two strides, properties, element stride, order. */
  private static final int SHAPE_LENGTH = 8;

  private static final int BLOCK = 1 << 14;

  private final String name;
  private final DataInputStream in;

  /**
   * An array that comes next in a stream.
   *
   * @param name for messages
   */
  StoredArray(String name, InputStream in) {
    this.name = name;
    this.in = new DataInputStream(in);
  }

  /**
   * Reads the numbers.
   *
   * @param into as many as the file's shape must say
   * @throws InputException if anything else stands there, or is missing
   */
  void readInto(float[] into) throws IOException {
    try {
      requireHeader("numbers for its shape", "LONG", SHAPE_LENGTH);
      requireShape(into.length);
      requireHeader("numbers", "FLOAT", into.length);
      readNumbers(FloatBuffer.wrap(into));
    } catch (EOFException e) {
      throw new InputException("%s is cut off; publish the model again".formatted(name), e);
    }
    require(in.read() < 0, "goes on after its last number");
  }

  private void requireHeader(String what, String type, long length) throws IOException {
    String mode = in.readUTF();
    require(mode.equals(MODE) || mode.equals(MIXED), "has the unknown mode " + mode);
    long found = in.readLong();
    String foundType = in.readUTF();
    require(foundType.equals(type), "holds %s but must hold %s".formatted(foundType, type));
    require(found == length, "has %d %s but must have %d".formatted(found, what, length));
  }

  private void requireShape(long length) throws IOException {
    long[] shape = new long[SHAPE_LENGTH];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = in.readLong();
    }
    require(
        shape[0] == 2 && shape[1] == 1 && shape[2] == length,
        "has rank %d and the shape [%d, %d] but must have 2 and [1, %d]"
            .formatted(shape[0], shape[1], shape[2], length));
  }

  private void readNumbers(FloatBuffer into) throws IOException {
    byte[] bytes = new byte[BLOCK * Float.BYTES];
    while (into.hasRemaining()) {
      int count = Math.min(BLOCK, into.remaining());
      in.readFully(bytes, 0, count * Float.BYTES);
      into.put(ByteBuffer.wrap(bytes, 0, count * Float.BYTES).asFloatBuffer());
    }
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw new InputException("%s %s; publish the model again".formatted(name, what));
    }
  }
}
