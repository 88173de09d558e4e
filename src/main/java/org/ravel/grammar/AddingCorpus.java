package org.ravel.grammar;

import org.ravel.error.InputException;

/**
 * The adding problem (Hochreiter and Schmidhuber 1997, in the form of Arjovsky, Shah and Bengio
 * 2016) as JSON lines: steps of a number between 0 and 1 and a marker, which is 1 at one step of
 * the first half and at one of the second, and 0 at all others. The target is the sum of the two
 * marked numbers. The same seed gives the same lines on any machine.
 *
 * <p>Who always says the mean, 1, has a mean squared error of 1/6, the variance of the sum of two
 * uniform numbers. Who remembers both has none.
 */
public final class AddingCorpus {
  /** What numbers are multiples of, so that sums are exact. */
  private static final int UNITS = 1_000_000;

  private static final int MOST_STEPS = 100_000;
  private static final long MOST_NUMBERS = 50_000_000;

  private final StringBuilder lines = new StringBuilder();
  private double squares;
  private final int sequences;

  /**
   * Draws sequences.
   *
   * @param seed any number
   * @param sequences how many
   * @param steps of each
   * @throws InputException if {@code sequences} is below 1, or the steps are fewer than 2 or too
   *     many
   */
  public AddingCorpus(long seed, int sequences, int steps) {
    if (sequences < 1) {
      throw new InputException(
          "the number of sequences is %d but must be at least 1".formatted(sequences));
    }
    if (steps < 2 || steps > MOST_STEPS || (long) steps * sequences > MOST_NUMBERS) {
      throw new InputException(
          "there are to be %,d sequences of %,d steps, but a sequence has 2 to %,d steps, and all together have %,d at most; write fewer, or shorter ones"
              .formatted(sequences, steps, MOST_STEPS, MOST_NUMBERS));
    }
    this.sequences = sequences;
    SplitMix64 random = new SplitMix64(seed);
    for (int i = 0; i < sequences; i++) {
      draw(random, steps);
    }
  }

  private void draw(SplitMix64 random, int steps) {
    int first = random.below(steps / 2);
    int second = steps / 2 + random.below(steps - steps / 2);
    int sum = 0;
    lines.append("{\"steps\": [");
    for (int step = 0; step < steps; step++) {
      int number = random.below(UNITS + 1);
      boolean isMarked = step == first || step == second;
      sum += isMarked ? number : 0;
      lines.append(step == 0 ? "[" : ", [");
      append(number);
      lines.append(isMarked ? ", 1]" : ", 0]");
    }
    lines.append("], \"sum\": ");
    append(sum);
    lines.append("}\n");
    double distance = (double) sum / UNITS - 1;
    squares += distance * distance;
  }

  private void append(int number) {
    lines.append(number / UNITS).append('.');
    String decimals = Integer.toString(number % UNITS);
    lines.append("0".repeat(6 - decimals.length())).append(decimals);
  }

  /** Mean squared error of whoever always says 1. */
  public double errorWithoutMemory() {
    return squares / sequences;
  }

  /** The lines, each with its end. */
  public String text() {
    return lines.toString();
  }
}
