package org.ravel.comparison;

import java.util.Arrays;

/**
 * What two models did on the units of some text; a unit is a run of consecutive sequences. All
 * arrays have an element for each unit.
 *
 * @param differences challenger's nats less the champion's
 * @param targets number of targets
 * @param championHits targets that the champion found most probable
 * @param challengerHits targets that the challenger found most probable
 * @param championNats on all units together
 * @param challengerNats on all units together
 */
record PairedSample(
    double[] differences,
    double[] targets,
    double[] championHits,
    double[] challengerHits,
    double championNats,
    double challengerNats) {

  static PairedSample zero(int units) {
    return new PairedSample(
        new double[units], new double[units], new double[units], new double[units], 0, 0);
  }

  int units() {
    return targets.length;
  }

  /** Whether both models' losses are numbers. */
  boolean isFinite() {
    return Double.isFinite(championNats) && Double.isFinite(challengerNats);
  }

  double totalTargets() {
    return Arrays.stream(targets).sum();
  }
}
