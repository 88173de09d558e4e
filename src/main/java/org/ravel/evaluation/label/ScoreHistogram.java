package org.ravel.evaluation.label;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ravel.evaluation.measure.Classes.RocPoint;
import org.ravel.evaluation.tally.Sums;

/**
 * How high a class is scored, for examples that are of it and for those that are not: enough for
 * the area under the ROC curve, which is the probability that one of the class is scored above one
 * of the rest, ties counting half (Hanley and McNeil 1982, The meaning and use of the area under a
 * receiver operating characteristic curve).
 *
 * <p>Scores are log-odds in bins of 1/1024, from −32 to 32. Whole numbers add up in any order. Two
 * scores in one bin are taken for a tie: the area is off by no more than half the share of pairs
 * that share a bin, which {@link #error} says.
 */
final class ScoreHistogram implements Sums<ScoreHistogram> {
  private static final int BINS_PER_NAT = 1024;
  private static final double MOST = 32;

  /** Of the way from (0, 0) to (1, 1) along the axes, which is 2. */
  private static final double CURVE_STEP = 0.01;

  /** By bin, examples of the class and of the rest. */
  private final TreeMap<Integer, Counts> bins = new TreeMap<>();

  private record Counts(long members, long others) implements Serializable {
    Counts plus(Counts more) {
      return new Counts(members + more.members, others + more.others);
    }

    /** Pairs of a member and another. */
    double pairs() {
      return (double) members * others;
    }
  }

  /**
   * Counts an example.
   *
   * @param nats −ln of the probability that it is of the class; a number
   */
  void add(double nats, boolean isMember) {
    double logOdds = -nats - Math.log1p(-Math.exp(-nats));
    double bounded = Math.max(-MOST, Math.min(MOST, logOdds));
    int bin = (int) Math.floor(bounded * BINS_PER_NAT);
    bins.merge(bin, isMember ? new Counts(1, 0) : new Counts(0, 1), Counts::plus);
  }

  @Override
  public ScoreHistogram plus(ScoreHistogram other) {
    other.bins.forEach((bin, counts) -> bins.merge(bin, counts, Counts::plus));
    return this;
  }

  /** The area; not a number without an example of the class, or with no other. */
  double area() {
    double above = 0;
    long othersBelow = 0;
    for (Map.Entry<Integer, Counts> bin : bins.entrySet()) {
      above += (double) bin.getValue().members() * othersBelow + bin.getValue().pairs() / 2;
      othersBelow += bin.getValue().others();
    }
    return above / total().pairs();
  }

  /**
   * The ROC curve from (0, 0) to (1, 1): for falling bounds the share of the rest that is scored
   * above the bound, and the share of the class. Of very many points the curve has every one that
   * is another hundredth further along it.
   */
  List<RocPoint> curve() {
    Counts all = total();
    List<RocPoint> curve = new ArrayList<>();
    RocPoint last = new RocPoint(0, 0);
    curve.add(last);
    Counts above = new Counts(0, 0);
    for (Counts bin : bins.descendingMap().values()) {
      above = above.plus(bin);
      RocPoint point =
          new RocPoint(
              (double) above.others() / all.others(), (double) above.members() / all.members());
      if (along(point) - along(last) >= CURVE_STEP || above.equals(all)) {
        curve.add(point);
        last = point;
      }
    }
    return curve;
  }

  private static double along(RocPoint point) {
    return point.falsePositives() + point.truePositives();
  }

  /** The most that the area can be off by. */
  double error() {
    return bins.values().stream().mapToDouble(Counts::pairs).sum() / 2 / total().pairs();
  }

  private Counts total() {
    return bins.values().stream().reduce(new Counts(0, 0), Counts::plus);
  }
}
