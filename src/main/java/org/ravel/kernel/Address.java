package org.ravel.kernel;

import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A plain address. It owns nothing: who passes it keeps the array alive. */
final class Address extends Pointer {
  private Address(long address) {
    this.address = address;
  }

  /** Where the array's first element is, views included. */
  static Address of(INDArray array) {
    return new Address(array.data().addressPointer().address());
  }

  /** So many bytes after the start of the pointer's memory, whatever its position. */
  static Address beyond(Pointer start, long bytes) {
    return new Address(start.address() + bytes);
  }
}
