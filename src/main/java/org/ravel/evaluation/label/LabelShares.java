package org.ravel.evaluation.label;

import org.ravel.sequence.Example;

/**
 * Takes each label for as probable as it is frequent, whatever is read: {@code (n + 1) / (N + 2)}
 * of {@code N} training sequences of which {@code n} have it.
 *
 * @param odds by label, their logarithms
 */
record LabelShares(double[] odds) implements SetBaseline {

  static LabelShares of(LabelCounts counts) {
    double[] odds = new double[counts.labels()];
    for (int label = 0; label < odds.length; label++) {
      long with = counts.targets(label);
      odds[label] = Math.log((with + 1.0) / (counts.sets() - with + 1.0));
    }
    return new LabelShares(odds);
  }

  @Override
  public String name() {
    return "each label by its frequency";
  }

  @Override
  public double[] logOdds(Example example) {
    return odds;
  }
}
