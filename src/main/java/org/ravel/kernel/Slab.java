package org.ravel.kernel;

import java.util.Arrays;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Activations as a primitive wants them: [time, minibatch, width] without gaps. An array that lies
 * in memory like that is used where it is; another one is copied.
 */
final class Slab {
  private final desc layout;
  private final long[] shape;
  private final memory bound;
  private memory own;

  Slab(desc layout, long... shape) {
    this.layout = layout;
    this.shape = shape;
    bound = new memory(layout, OneDnn.engine(), new Pointer());
  }

  /** What the primitive reads or writes. */
  memory bound() {
    return bound;
  }

  /** Lets the primitive read the array. The scope is the owner's, where a copy's memory stays. */
  void read(INDArray array, stream queue, PointerScope scope) {
    requireShape(array);
    if (isDense(array)) {
      bound.set_data_handle(Address.of(array));
      return;
    }
    if (own == null) {
      own = new memory(layout, OneDnn.engine());
      scope.attach(own);
    }
    PointerScope brief = Scopes.pointers();
    try {
      memory strided =
          new memory(
              new desc(shape, data_type.f32, array.stride()), OneDnn.engine(), Address.of(array));
      new reorder(strided, own).execute(queue, strided, own);
      queue._wait();
      bound.set_data_handle(own.get_data_handle());
    } finally {
      brief.close();
    }
  }

  /** Lets the primitive write into the array. */
  void write(INDArray array) {
    requireShape(array);
    if (!isDense(array)) {
      throw new IllegalArgumentException("the array to write must be dense and in 'c' order");
    }
    bound.set_data_handle(Address.of(array));
  }

  private boolean isDense(INDArray array) {
    long[] strides = array.stride();
    return (shape[2] == 1 || strides[2] == 1)
        && (shape[1] == 1 || strides[1] == shape[2])
        && (shape[0] == 1 || strides[0] == shape[1] * shape[2]);
  }

  private void requireShape(INDArray array) {
    if (!Arrays.equals(array.shape(), shape)) {
      throw new IllegalArgumentException(
          "an array has shape %s but must have %s"
              .formatted(Arrays.toString(array.shape()), Arrays.toString(shape)));
    }
    if (array.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "an array is of type %s but must be FLOAT".formatted(array.dataType()));
    }
  }
}
