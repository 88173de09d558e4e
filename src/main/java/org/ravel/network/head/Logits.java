package org.ravel.network.head;

import org.ravel.error.ConfigurationException;

/**
 * A softmax over rows of logits. A row is copied out in one go when it is first asked for: access
 * by element costs more than the softmax. The logits stay their maker's.
 */
public final class Logits implements Categorical {
  /** Logits that are asked for at a time, at most: 64 MiB. */
  private static final long MOST_LOGITS = 1 << 24;

  /** What a buffer can address in bytes. */
  private static final long MOST_PER_STEP = Integer.MAX_VALUE / Float.BYTES;

  private static final int NONE = -1;

  private final LogitSlices slices;
  private final int[] starts;
  private final Softmax current;
  private int currentRow = NONE;

  /** Of the current row; computed when it is first asked for. */
  private Softmax.Normaliser normaliser;

  /**
   * Over rows of logits.
   *
   * @param slices begun with these rows, and not again for as long as questions are asked
   * @param starts number of each batch row's first step, those of its others following; at last,
   *     how many there are
   */
  Logits(LogitSlices slices, int[] starts) {
    this.slices = slices;
    this.starts = starts;
    this.current = new Softmax(slices.classes());
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
    return current.symbols();
  }

  @Override
  public double nats(int row, int step, int symbol) {
    moveTo(row, step);
    if (normaliser == null) {
      normaliser = current.normaliser();
    }
    return normaliser.negativeLogLikelihood(current.logit(symbol));
  }

  @Override
  public int rank(int row, int step, int symbol) {
    moveTo(row, step);
    return current.rank(symbol);
  }

  @Override
  public int best(int row, int step) {
    moveTo(row, step);
    return current.best();
  }

  @Override
  public void logits(int row, int step, float[] into) {
    moveTo(row, step);
    current.copy(into);
  }

  private void moveTo(int row, int step) {
    int next = starts[row] + step;
    if (step < 0 || next >= starts[row + 1]) {
      throw new IllegalArgumentException(
          "row %d is asked about at step %d but has %d"
              .formatted(row, step, starts[row + 1] - starts[row]));
    }
    if (next != currentRow) {
      slices.read(next, current);
      currentRow = next;
      normaliser = null;
    }
  }
}
