package org.ravel.kernel;

import java.lang.ref.Reference;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Arrays of either precision as doubles on the heap, for work that costs little beside products of
 * matrices and would be written twice otherwise. Arrays have no gaps in memory.
 */
public final class Doubles {
  /** Floats that are copied at once: such a piece stays in the processor's cache. */
  private static final int PIECE = 4096;

  private Doubles() {}

  /** An array with room for so many numbers: the one that is there, if it is large enough. */
  public static double[] room(double[] old, long numbers) {
    return old != null && old.length >= numbers ? old : new double[Math.toIntExact(numbers)];
  }

  /** Copies all numbers, in the order of memory. */
  public static double[] read(INDArray array) {
    return read(array, null);
  }

  /**
   * Copies all numbers, in the order of memory.
   *
   * @param old written to if there is room; may be null
   * @return the old array or a new one
   */
  public static double[] read(INDArray array, double[] old) {
    int count = Math.toIntExact(array.length());
    double[] numbers = room(old, count);
    try {
      if (isDouble(array)) {
        new DoublePointer(Address.of(array)).get(numbers, 0, count);
      } else {
        readFloats(new FloatPointer(Address.of(array)), numbers, count);
      }
    } finally {
      Reference.reachabilityFence(array);
    }
    return numbers;
  }

  private static void readFloats(FloatPointer from, double[] numbers, int count) {
    float[] piece = new float[Math.min(PIECE, count)];
    for (int start = 0; start < count; start += PIECE) {
      int length = Math.min(PIECE, count - start);
      from.position(start).get(piece, 0, length);
      for (int i = 0; i < length; i++) {
        numbers[start + i] = piece[i];
      }
    }
  }

  /** Replaces all numbers of an array, in the order of memory, by the first ones of these. */
  public static void write(double[] numbers, INDArray array) {
    int count = Math.toIntExact(array.length());
    try {
      if (isDouble(array)) {
        new DoublePointer(Address.of(array)).put(numbers, 0, count);
      } else {
        writeFloats(numbers, new FloatPointer(Address.of(array)), count);
      }
    } finally {
      Reference.reachabilityFence(array);
    }
  }

  private static void writeFloats(double[] numbers, FloatPointer to, int count) {
    float[] piece = new float[Math.min(PIECE, count)];
    for (int start = 0; start < count; start += PIECE) {
      int length = Math.min(PIECE, count - start);
      for (int i = 0; i < length; i++) {
        piece[i] = (float) numbers[start + i];
      }
      to.position(start).put(piece, 0, length);
    }
  }

  /** Adds these numbers to those of an array, in the order of memory. */
  public static void add(double[] numbers, INDArray array) {
    double[] sums = read(array);
    for (int i = 0; i < sums.length; i++) {
      sums[i] += numbers[i];
    }
    write(sums, array);
  }

  /** Σ a b over a part of each. Four sums: no addition waits for the one before. */
  public static double dot(double[] a, int p, double[] b, int q, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += a[p + i] * b[q + i];
      s1 += a[p + i + 1] * b[q + i + 1];
      s2 += a[p + i + 2] * b[q + i + 2];
      s3 += a[p + i + 3] * b[q + i + 3];
    }
    for (; i < n; i++) {
      s0 += a[p + i] * b[q + i];
    }
    return s0 + s1 + (s2 + s3);
  }

  /** {@code a += factor · b} over a part of each. */
  public static void addScaled(double[] a, int p, double factor, double[] b, int q, int n) {
    for (int i = 0; i < n; i++) {
      a[p + i] += factor * b[q + i];
    }
  }

  /** Multiplies all numbers. */
  public static void scale(double[] numbers, double factor) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] *= factor;
    }
  }

  private static boolean isDouble(INDArray array) {
    if (array.dataType() != DataType.DOUBLE && array.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "numbers are of type %s but must be FLOAT or DOUBLE".formatted(array.dataType()));
    }
    return array.dataType() == DataType.DOUBLE;
  }
}
