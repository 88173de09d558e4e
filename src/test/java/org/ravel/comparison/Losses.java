package org.ravel.comparison;

import java.util.Random;
import java.util.stream.IntStream;
import org.ravel.evaluation.unit.UnitSums;

/** Losses made up, on sequences of 64 targets of one source file. */
final class Losses {
  /** Places among the sums. */
  static final int NATS = 1;

  static final int HITS = 2;

  private Losses() {}

  /** Sequences that are hard or easy for every model alike. */
  static UnitSums of(int sequences, double natsPerTarget, long seed) {
    Random hardness = new Random(1);
    Random own = new Random(seed);
    double[] sums = new double[3 * sequences];
    for (int i = 0; i < sequences; i++) {
      double mean = natsPerTarget + 0.5 * hardness.nextGaussian() + 0.05 * own.nextGaussian();
      sums[3 * i] = 64;
      sums[3 * i + NATS] = 64 * mean;
      sums[3 * i + HITS] = (int) Math.max(0, Math.min(64, 64 * (1 - mean / 4)));
    }
    return new UnitSums(IntStream.range(0, sequences).toArray(), new int[sequences], 3, sums);
  }
}
