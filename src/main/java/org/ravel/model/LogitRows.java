package org.ravel.model;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.error.ConfigurationException;

/**
 * Copies rows out of an array of logits, a row in one go: access by element costs more than the
 * softmax. Owns the array: its memory is outside the heap, where the garbage collector feels no
 * pressure, and is given back on closing.
 */
public final class LogitRows implements AutoCloseable {
  /** Logits that are asked for at a time, at most: 64 MiB. */
  private static final long MOST_LOGITS = 1 << 24;

  /** What a buffer can address in bytes. */
  private static final long MOST_PER_STEP = Integer.MAX_VALUE / Float.BYTES;

  // Held, because it owns the memory that the buffer shows.
  private final INDArray logits;
  private final FloatBuffer values;
  private final int vocabularySize;

  /**
   * Over an array.
   *
   * @param logits shape [rows, vocabulary]
   */
  public LogitRows(INDArray logits) {
    boolean plain =
        logits.dataType() == DataType.FLOAT
            && logits.ordering() == 'c'
            && logits.stride(1) == 1
            && logits.stride(0) == logits.size(1);
    this.logits = plain ? logits : logits.castTo(DataType.FLOAT).dup('c');
    this.values = this.logits.data().asNioFloat();
    this.vocabularySize = (int) logits.size(1);
  }

  /**
   * How many time steps to ask a model for at a time, so that their logits take no more than 64 MiB
   * where one step does not take more already.
   *
   * @param key the setting of the minibatch size, for the message
   * @throws ConfigurationException if the logits of one step are more than a buffer holds
   */
  public static int stepsAtOnce(String key, int minibatchSize, int vocabularySize) {
    long step = (long) minibatchSize * vocabularySize;
    if (step > MOST_PER_STEP) {
      throw new ConfigurationException(
          "%s is %d but must be at most %d with a vocabulary of %d tokens"
              .formatted(key, minibatchSize, MOST_PER_STEP / vocabularySize, vocabularySize));
    }
    return (int) Math.max(1, MOST_LOGITS / step);
  }

  /** Copies a row. */
  public void copy(int row, float[] into) {
    values.get(values.position() + row * vocabularySize, into);
  }

  @Override
  public void close() {
    if (logits.closeable()) {
      logits.close();
    }
  }
}
