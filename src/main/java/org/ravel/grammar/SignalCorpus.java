package org.ravel.grammar;

import java.util.Locale;
import org.ravel.error.InputException;

/**
 * Sequences of vectors around one of two means, as CSV with a row for each step: {@code
 * sequence,time,x,y,label}. A hidden chain of two states says which mean, and is the label. The
 * same seed gives the same rows on any machine.
 *
 * <p>Who knows the source answers with the more probable state, given all vectors of a sequence
 * (forward–backward): no model is right more often on the mean.
 */
public final class SignalCorpus {
  /** Distance of the two means, in deviations. */
  private static final double DISTANCE = 0.7;

  private static final int FEWEST_STEPS = 8;
  private static final int MORE_STEPS = 25;

  /** The second feature says nothing, and is on another scale. */
  private static final double SCALE = 250;

  private static final double SHIFT = 5000;

  private final SplitMix64 random;
  private final double stay;
  private final StringBuilder rows = new StringBuilder("sequence,time,x,y,label\n");
  private long answers;
  private long right;
  private double expected;

  /**
   * Draws sequences.
   *
   * @param seed any number
   * @param sequences how many
   * @param stay probability that the state stays the same from step to step; with 1 a sequence has
   *     one label
   * @throws InputException if {@code sequences} is below 1
   */
  public SignalCorpus(long seed, int sequences, double stay) {
    if (sequences < 1) {
      throw new InputException(
          "the number of sequences is %d but must be at least 1".formatted(sequences));
    }
    this.random = new SplitMix64(seed);
    this.stay = stay;
    for (int sequence = 0; sequence < sequences; sequence++) {
      draw(sequence);
    }
  }

  private void draw(int sequence) {
    int steps = FEWEST_STEPS + random.below(MORE_STEPS);
    int[] states = new int[steps];
    double[] x = new double[steps];
    for (int step = 0; step < steps; step++) {
      states[step] =
          step == 0
              ? (random.nextDouble() < 0.5 ? 0 : 1)
              : random.nextDouble() < stay ? states[step - 1] : 1 - states[step - 1];
      x[step] = rounded(random.nextGaussian() + (states[step] == 0 ? -DISTANCE : DISTANCE) / 2);
      rows.append(
          String.format(
              Locale.ROOT,
              "%d,%d,%.4f,%.2f,%s\n",
              sequence,
              step,
              x[step],
              SHIFT + SCALE * random.nextGaussian(),
              states[step] == 0 ? "low" : "high"));
    }
    answer(states, posterior(x));
  }

  private static double rounded(double number) {
    return StrictMath.rint(number * 1e4) / 1e4;
  }

  private void answer(int[] states, double[] high) {
    int last = stay == 1 ? 1 : states.length;
    for (int step = 0; step < last; step++) {
      answers++;
      expected += Math.max(high[step], 1 - high[step]);
      right += (high[step] > 0.5 ? 1 : 0) == states[step] ? 1 : 0;
    }
  }

  /** By step, how probable the second state is, given all of the sequence. */
  double[] posterior(double[] x) {
    int steps = x.length;
    double[] forward = new double[steps];
    double before = 0.5;
    for (int step = 0; step < steps; step++) {
      double prior = step == 0 ? before : before * stay + (1 - before) * (1 - stay);
      forward[step] = updated(prior, x[step]);
      before = forward[step];
    }
    double[] both = new double[steps];
    // The likelihood of all that follows, given the second state and given the first.
    double[] after = {1, 1};
    for (int step = steps - 1; step >= 0; step--) {
      double high = forward[step] * after[1];
      both[step] = high / (high + (1 - forward[step]) * after[0]);
      double one = updated(0.5, x[step]) * after[1];
      double zero = (1 - updated(0.5, x[step])) * after[0];
      double sum = one + zero;
      after[1] = (stay * one + (1 - stay) * zero) / sum;
      after[0] = (stay * zero + (1 - stay) * one) / sum;
    }
    return both;
  }

  /** By Bayes: the vector's likelihoods differ by e to the power of distance times x. */
  private static double updated(double prior, double x) {
    double odds = prior / (1 - prior) * StrictMath.exp(DISTANCE * x);
    return odds == Double.POSITIVE_INFINITY ? 1 : odds / (1 + odds);
  }

  /** The rows with their header. */
  public String text() {
    return rows.toString();
  }

  /** How many labels there are: of steps, or of sequences. */
  public long labels() {
    return answers;
  }

  /** Share of these labels that whoever knows the source gets right. */
  public double bestAccuracy() {
    return (double) right / answers;
  }

  /** The same on the mean over what the states may have been that gave these vectors. */
  public double expectedAccuracy() {
    return expected / answers;
  }
}
