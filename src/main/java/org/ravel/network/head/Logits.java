package org.ravel.network.head;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.error.ConfigurationException;
import org.ravel.kernel.Scopes;

/**
 * A softmax over rows of an array of logits. A row is copied out in one go when it is first asked
 * for: access by element costs more than the softmax. The array stays its maker's.
 */
public final class Logits implements Categorical {
  /** Logits that are asked for at a time, at most: 64 MiB. */
  private static final long MOST_LOGITS = 1 << 24;

  /** What a buffer can address in bytes. */
  private static final long MOST_PER_STEP = Integer.MAX_VALUE / Float.BYTES;

  private static final int NONE = -1;

  // Held, because it owns the memory that the buffer shows.
  private final INDArray logits;

  /** Whether the array is a copy, whose memory is given back on closing. */
  private final boolean copied;

  private final FloatBuffer values;
  private final int rowStride;
  private final int stepStride;
  private final float[] current;
  private int currentRow = NONE;

  /** Of the current row; computed when it is first asked for. */
  private Softmax.Normaliser normaliser;

  /**
   * Over an array.
   *
   * @param logits shape [rows · steps, symbols]; unchanged for as long as questions are asked
   * @param rowStride distance from a row of the batch to the next, in rows of the array
   * @param stepStride distance from a step to the next
   */
  public Logits(INDArray logits, int rowStride, int stepStride) {
    boolean plain =
        logits.dataType() == DataType.FLOAT
            && logits.ordering() == 'c'
            && logits.stride(1) == 1
            // The stride of a single row is any.
            && (logits.size(0) == 1 || logits.stride(0) == logits.size(1));
    this.copied = !plain;
    this.logits =
        plain ? logits : Scopes.outsideWorkspaces(() -> logits.castTo(DataType.FLOAT).dup('c'));
    this.values = this.logits.data().asNioFloat();
    this.rowStride = rowStride;
    this.stepStride = stepStride;
    this.current = new float[Math.toIntExact(logits.size(1))];
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

  @Override
  public int symbols() {
    return current.length;
  }

  @Override
  public double nats(int row, int step, int symbol) {
    moveTo(row, step);
    if (normaliser == null) {
      normaliser = Softmax.normaliser(current);
    }
    return normaliser.negativeLogLikelihood(current[symbol]);
  }

  @Override
  public int rank(int row, int step, int symbol) {
    moveTo(row, step);
    return Softmax.rank(current, symbol);
  }

  @Override
  public int best(int row, int step) {
    moveTo(row, step);
    return Softmax.best(current);
  }

  @Override
  public void logits(int row, int step, float[] into) {
    read(row * rowStride + step * stepStride, into);
  }

  private void moveTo(int row, int step) {
    int next = row * rowStride + step * stepStride;
    if (next != currentRow) {
      read(next, current);
      currentRow = next;
      normaliser = null;
    }
  }

  private void read(int row, float[] into) {
    values.get(values.position() + row * current.length, into, 0, current.length);
  }

  @Override
  public void close() {
    if (copied) {
      logits.close();
    }
  }
}
