package org.ravel.kernel;

import static org.ravel.kernel.Primitives.floats;

import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A weight matrix or its gradient in the layout of a primitive. The network's own array is a matrix
 * [rows, gates · hidden] in 'f' order, which oneDNN calls ldgoi.
 */
final class PackedWeights {
  private final memory packed;
  private final memory plain;
  private final reorder copy;

  private PackedWeights(desc layout, Rows rows, boolean isGradient) {
    packed = new memory(layout, OneDnn.engine());
    // Bound to an array before each use.
    plain = new memory(rows.layout(), OneDnn.engine(), new Pointer());
    // Some packed layouts cannot be read back, so each way is made only where it is gone.
    copy = isGradient ? new reorder(packed, plain) : new reorder(plain, packed);
  }

  /** The matrix' shape. */
  record Rows(long rows, int gates, long hidden) {
    desc layout() {
      return floats(format_tag.ldgoi, 1, 1, rows, gates, hidden);
    }
  }

  /** Weights, to be read from the network. */
  static PackedWeights weights(desc layout, Rows rows) {
    return new PackedWeights(layout, rows, false);
  }

  /** A gradient, to be written to the network. */
  static PackedWeights gradient(desc layout, Rows rows) {
    return new PackedWeights(layout, rows, true);
  }

  memory packed() {
    return packed;
  }

  void read(INDArray matrix, stream queue) {
    plain.set_data_handle(Address.of(matrix));
    copy.execute(queue, plain, packed);
  }

  void write(INDArray matrix, stream queue) {
    plain.set_data_handle(Address.of(matrix));
    copy.execute(queue, packed, plain);
  }
}
