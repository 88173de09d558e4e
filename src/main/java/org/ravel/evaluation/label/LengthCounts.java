package org.ravel.evaluation.label;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ravel.evaluation.measure.LengthMatches;
import org.ravel.evaluation.tally.Sums;

/** How many sequences of each length are right as a whole. */
final class LengthCounts implements Sums<LengthCounts> {
  private final SortedMap<Integer, LengthMatches> lengths = new TreeMap<>();

  void add(int length, boolean right) {
    add(new LengthMatches(length, 1, right ? 1 : 0));
  }

  private void add(LengthMatches more) {
    lengths.merge(
        more.length(),
        more,
        (one, other) ->
            new LengthMatches(
                one.length(), one.sequences() + other.sequences(), one.right() + other.right()));
  }

  @Override
  public LengthCounts plus(LengthCounts other) {
    other.lengths.values().forEach(this::add);
    return this;
  }

  /** By length, the shortest first. */
  List<LengthMatches> measures() {
    return List.copyOf(lengths.values());
  }
}
