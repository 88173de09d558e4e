package org.ravel.evaluation.measure;

import java.io.Serializable;
import java.util.List;

/**
 * How often something was predicted, and rightly.
 *
 * @param right predicted where it was true
 * @param predicted all predictions of it
 * @param gold how often it was true
 */
public record Matches(long right, long predicted, long gold) implements Serializable {
  private static final Matches NONE = new Matches(0, 0, 0);

  /** Of all labels together. */
  static Matches total(List<LabelMatches> labels) {
    return labels.stream().map(LabelMatches::matches).reduce(NONE, Matches::plus);
  }

  public Matches plus(Matches other) {
    return new Matches(right + other.right, predicted + other.predicted, gold + other.gold);
  }

  /** Share of the predictions that were right; 0 without any. */
  public double precision() {
    return share(right, predicted);
  }

  /** Share of what was true that was predicted; 0 without any. */
  public double recall() {
    return share(right, gold);
  }

  /** The harmonic mean of precision and recall; 0 where nothing was right. */
  public double f1() {
    return share(2 * right, predicted + gold);
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
