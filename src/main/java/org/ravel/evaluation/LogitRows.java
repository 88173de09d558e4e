package org.ravel.evaluation;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Copies rows out of an array of logits, a row in one go: access by element costs more than the
 * softmax. Owns the array: its memory is outside the heap, where the garbage collector feels no
 * pressure, and is given back on closing.
 */
final class LogitRows implements AutoCloseable {
  // Held, because it owns the memory that the buffer shows.
  private final INDArray logits;
  private final FloatBuffer values;
  private final int vocabularySize;

  /**
   * Over an array.
   *
   * @param logits shape [rows, vocabulary]
   */
  LogitRows(INDArray logits) {
    boolean plain =
        logits.dataType() == DataType.FLOAT
            && logits.ordering() == 'c'
            && logits.stride(1) == 1
            && logits.stride(0) == logits.size(1);
    this.logits = plain ? logits : logits.castTo(DataType.FLOAT).dup('c');
    this.values = this.logits.data().asNioFloat();
    this.vocabularySize = (int) logits.size(1);
  }

  /** Copies a row. */
  void copy(int row, float[] into) {
    values.get(values.position() + row * vocabularySize, into);
  }

  @Override
  public void close() {
    if (logits.closeable()) {
      logits.close();
    }
  }
}
