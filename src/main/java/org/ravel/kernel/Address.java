package org.ravel.kernel;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A plain address. It owns nothing: who passes it keeps the array alive. */
public final class Address extends Pointer {
  private Address(long address) {
    this.address = address;
  }

  /** Where the array's first element is, views included. */
  public static Address of(INDArray array) {
    return new Address(array.data().addressPointer().address());
  }

  /** Adds {@code count} numbers from {@code offset} on to those at the pointer's position. */
  public static void add(float[] values, int offset, FloatPointer to, int count) {
    float[] sums = new float[count];
    to.get(sums);
    Pointwise.add(sums, 0, values, offset, count);
    to.put(sums, 0, count);
  }

  /** So many bytes after the start of the pointer's memory, whatever its position. */
  public static Address beyond(Pointer start, long bytes) {
    return new Address(start.address() + bytes);
  }
}
