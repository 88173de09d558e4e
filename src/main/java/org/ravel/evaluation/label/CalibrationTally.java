package org.ravel.evaluation.label;

/** Counts the answers of a block by their probability. */
final class CalibrationTally {
  private final long[] answers = new long[Calibration.BINS];
  private final long[] right = new long[Calibration.BINS];
  private final double[] confidence = new double[Calibration.BINS];

  void add(double probability, boolean isRight) {
    int bin = Calibration.bin(probability);
    answers[bin]++;
    right[bin] += isRight ? 1 : 0;
    confidence[bin] += probability;
  }

  Calibration sums() {
    Calibration calibration = new Calibration();
    for (int bin = 0; bin < Calibration.BINS; bin++) {
      calibration.add(bin, answers[bin], right[bin], confidence[bin]);
    }
    return calibration;
  }
}
