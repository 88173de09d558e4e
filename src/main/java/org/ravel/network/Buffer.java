package org.ravel.network;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.ravel.kernel.Scopes;

/**
 * Memory that a module uses in each pass anew: it grows to the largest batch, and no pass waits for
 * the garbage collector to give memory back. An array of it counts until the next one is taken.
 */
final class Buffer implements AutoCloseable {
  private INDArray all;

  /** An array of this shape in 'c' order. What it holds means nothing. */
  INDArray of(DataType type, long... shape) {
    long numbers = 1;
    for (long size : shape) {
      numbers = Math.multiplyExact(numbers, size);
    }
    if (all == null || all.length() < numbers || all.dataType() != type) {
      close();
      long room = numbers;
      all = Scopes.outsideWorkspaces(() -> Nd4j.createUninitialized(type, room));
    }
    INDArray part = all.length() == numbers ? all : all.get(NDArrayIndex.interval(0, numbers));
    return part.reshape('c', shape);
  }

  /** An array of the other's type and shape. */
  INDArray like(INDArray other) {
    return of(other.dataType(), other.shape());
  }

  @Override
  public void close() {
    if (all != null) {
      all.close();
      all = null;
    }
  }
}
