package org.ravel.evaluation.label;

import java.util.Arrays;

/** Counts targets of one kind: how many are right, of a model's answers and of baselines'. */
final class PartTally {
  private final BaselineMatches baselines;
  private final int[] baselinesRight;
  private long targets;
  private long right;
  private int ofExample;
  private int rightOfExample;

  PartTally(int count) {
    baselines = new BaselineMatches(count);
    baselinesRight = new int[count];
  }

  /**
   * Counts a target.
   *
   * @param isRight whether the model is
   */
  void add(boolean isRight) {
    ofExample++;
    rightOfExample += isRight ? 1 : 0;
  }

  /** Counts the answer of a baseline for the same target. */
  void addBaseline(int baseline, boolean isRight) {
    baselinesRight[baseline] += isRight ? 1 : 0;
  }

  /** Ends an example. */
  void end() {
    if (ofExample > 0) {
      baselines.add(baselinesRight, rightOfExample, ofExample);
    }
    targets += ofExample;
    right += rightOfExample;
    ofExample = 0;
    rightOfExample = 0;
    Arrays.fill(baselinesRight, 0);
  }

  PartSums sums() {
    return new PartSums(targets, right, baselines);
  }
}
