package org.ravel.evaluation.tally;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ravel.evaluation.measure.LengthMatches;

/** How many sequences of each length are right as a whole. */
public final class LengthCounts implements Sums<LengthCounts> {
  private final SortedMap<Integer, LengthMatches> lengths = new TreeMap<>();

  /** Counts a sequence. */
  public void add(int length, boolean right) {
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
  public List<LengthMatches> measures() {
    return List.copyOf(lengths.values());
  }
}
