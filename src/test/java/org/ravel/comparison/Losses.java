package org.ravel.comparison;

import java.util.Random;
import java.util.stream.IntStream;
import org.ravel.evaluation.SequenceLosses;

/** Losses made up, on sequences of 64 targets of one source file. */
final class Losses {
  private Losses() {}

  /** Sequences that are hard or easy for every model alike. */
  static SequenceLosses of(int sequences, double natsPerTarget, long seed) {
    Random hardness = new Random(1);
    Random own = new Random(seed);
    int[] targets = IntStream.range(0, sequences).map(i -> 64).toArray();
    double[] nats = new double[sequences];
    int[] hits = new int[sequences];
    for (int i = 0; i < sequences; i++) {
      double mean = natsPerTarget + 0.5 * hardness.nextGaussian() + 0.05 * own.nextGaussian();
      nats[i] = 64 * mean;
      hits[i] = (int) Math.max(0, Math.min(64, 64 * (1 - mean / 4)));
    }
    return new SequenceLosses(
        IntStream.range(0, sequences).toArray(), new int[sequences], nats, targets, hits);
  }
}
