package org.ravel.evaluation.label;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ravel.evaluation.measure.Classes;
import org.ravel.evaluation.tally.ExactSum;
import org.ravel.evaluation.tally.Sums;

/**
 * How sure a model was of its answers, and how often it was right: answers by their probability, in
 * 15 bins of equal width, as C. Guo et al., On calibration of modern neural networks, ICML 2017.
 */
final class Calibration implements Sums<Calibration> {
  static final int BINS = 15;

  private final long[] answers = new long[BINS];
  private final long[] right = new long[BINS];
  private final ExactSum[] confidence = new ExactSum[BINS];

  Calibration() {
    Arrays.fill(confidence, ExactSum.ZERO);
  }

  /**
   * Answers of one block.
   *
   * @param more those whose probability is in this bin
   * @param moreConfidence their probabilities, added up
   */
  void add(int bin, long more, long moreRight, double moreConfidence) {
    answers[bin] += more;
    right[bin] += moreRight;
    confidence[bin] = confidence[bin].plus(moreConfidence);
  }

  /** The bin of a probability: it lies above the bin's lower edge, and at most at its upper one. */
  static int bin(double probability) {
    return Math.max(0, Math.min(BINS - 1, (int) Math.ceil(probability * BINS) - 1));
  }

  @Override
  public Calibration plus(Calibration other) {
    for (int bin = 0; bin < BINS; bin++) {
      answers[bin] += other.answers[bin];
      right[bin] += other.right[bin];
      confidence[bin] = confidence[bin].plus(other.confidence[bin]);
    }
    return this;
  }

  List<Classes.Reliability> bins() {
    return IntStream.range(0, BINS)
        .mapToObj(
            bin ->
                new Classes.Reliability(
                    (double) bin / BINS,
                    (double) (bin + 1) / BINS,
                    answers[bin],
                    right[bin],
                    confidence[bin].value()))
        .toList();
  }
}
