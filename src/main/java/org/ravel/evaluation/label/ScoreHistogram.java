package org.ravel.evaluation.label;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ravel.evaluation.measure.Classes.RocPoint;
import org.ravel.evaluation.tally.Sums;

/**
 * How high a class is scored, for examples that are of it and for those that are not: enough for
 * the area under the ROC curve, which is the probability that one of the class is scored above one
 * of the rest, ties counting half (Hanley and McNeil 1982, The meaning and use of the area under a
 * receiver operating characteristic curve).
 *
 * <p>Scores are log-odds in bins of equal width, from −32 to 32: 1/1024 wide where there are up to
 * 16 classes, and wider where there are more, so that all classes together have no more than
 * {@value #MOST_BINS} bins. Whole numbers add up in any order. Two scores in one bin are taken for
 * a tie: the area is off by no more than half the share of pairs that share a bin, which {@link
 * #error} says.
 */
final class ScoreHistogram implements Sums<ScoreHistogram> {
  private static final long serialVersionUID = 1L;

  private static final int MOST_BINS = 1 << 20;
  private static final int MOST_PER_NAT = 1024;
  private static final int LEAST_PER_NAT = 4;
  private static final int MOST = 32;

  /** Of the way from (0, 0) to (1, 1) along the axes, which is 2. */
  private static final double CURVE_STEP = 0.01;

  private final int binsPerNat;

  /** The bins that have an example, ascending; and at the same places what they have. */
  private int[] bins = new int[0];

  private long[] members = new long[0];
  private long[] others = new long[0];
  private int size;

  /**
   * An empty one.
   *
   * @param classes number of all classes, of which each has one
   */
  ScoreHistogram(int classes) {
    int room = MOST_BINS / (2 * MOST) / Math.max(1, classes);
    binsPerNat = Math.max(LEAST_PER_NAT, Math.min(MOST_PER_NAT, Integer.highestOneBit(room)));
  }

  /**
   * Counts an example.
   *
   * @param nats −ln of the probability that it is of the class; a number
   */
  void add(double nats, boolean isMember) {
    double logOdds = -nats - Math.log1p(-Math.exp(-nats));
    double bounded = Math.max(-MOST, Math.min(MOST, logOdds));
    int at = place((int) Math.floor(bounded * binsPerNat));
    (isMember ? members : others)[at]++;
  }

  /** Where a bin is, which is put in if it is not there. */
  private int place(int bin) {
    int found = Arrays.binarySearch(bins, 0, size, bin);
    if (found >= 0) {
      return found;
    }
    int at = -found - 1;
    if (size == bins.length) {
      resize(Math.max(16, 2 * size));
    }
    System.arraycopy(bins, at, bins, at + 1, size - at);
    System.arraycopy(members, at, members, at + 1, size - at);
    System.arraycopy(others, at, others, at + 1, size - at);
    bins[at] = bin;
    members[at] = 0;
    others[at] = 0;
    size++;
    return at;
  }

  private void resize(int room) {
    bins = Arrays.copyOf(bins, room);
    members = Arrays.copyOf(members, room);
    others = Arrays.copyOf(others, room);
  }

  @Override
  public ScoreHistogram plus(ScoreHistogram other) {
    int[] ownBins = Arrays.copyOf(bins, size);
    long[] ownMembers = members;
    long[] ownOthers = others;
    bins =
        IntStream.concat(Arrays.stream(ownBins), Arrays.stream(other.bins, 0, other.size))
            .sorted()
            .distinct()
            .toArray();
    size = bins.length;
    members = new long[size];
    others = new long[size];
    for (int at = 0; at < ownBins.length; at++) {
      add(ownBins[at], ownMembers[at], ownOthers[at]);
    }
    for (int at = 0; at < other.size; at++) {
      add(other.bins[at], other.members[at], other.others[at]);
    }
    return this;
  }

  private void add(int bin, long moreMembers, long moreOthers) {
    int at = place(bin);
    members[at] += moreMembers;
    others[at] += moreOthers;
  }

  /** The area; not a number without an example of the class, or with no other. */
  double area() {
    double above = 0;
    long othersBelow = 0;
    for (int at = 0; at < size; at++) {
      above += (double) members[at] * othersBelow + pairs(at) / 2;
      othersBelow += others[at];
    }
    return above / allPairs();
  }

  /** Pairs of a member and another in a bin. */
  private double pairs(int at) {
    return (double) members[at] * others[at];
  }

  private double allPairs() {
    return (double) Arrays.stream(members).sum() * Arrays.stream(others).sum();
  }

  /**
   * The ROC curve from (0, 0) to (1, 1): for falling bounds the share of the rest that is scored
   * above the bound, and the share of the class. Of very many points the curve has every one that
   * is another hundredth further along it.
   */
  List<RocPoint> curve() {
    double allMembers = Arrays.stream(members).sum();
    double allOthers = Arrays.stream(others).sum();
    List<RocPoint> curve = new ArrayList<>();
    RocPoint last = new RocPoint(0, 0);
    curve.add(last);
    long membersAbove = 0;
    long othersAbove = 0;
    for (int at = size - 1; at >= 0; at--) {
      membersAbove += members[at];
      othersAbove += others[at];
      RocPoint point = new RocPoint(othersAbove / allOthers, membersAbove / allMembers);
      if (along(point) - along(last) >= CURVE_STEP || at == 0) {
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
    return IntStream.range(0, size).mapToDouble(this::pairs).sum() / 2 / allPairs();
  }
}
