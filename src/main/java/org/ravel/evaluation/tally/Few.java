package org.ravel.evaluation.tally;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** The few of many examples that a person looks at. */
public final class Few {
  /** As many as a person looks at. */
  public static final int MOST = 20;

  /** Of examples' numbers, at random: it follows from a number alone. */
  public static final Comparator<Long> SHUFFLED =
      Comparator.<Long>comparingLong(index -> new SplittableRandom(index).nextLong())
          .thenComparing(Comparator.naturalOrder());

  private Few() {}

  /** The first ones of both, in an order. */
  public static <T> List<T> first(int most, List<T> a, List<T> b, Comparator<T> order) {
    List<T> both = new ArrayList<>(a);
    both.addAll(b);
    both.sort(order);
    return List.copyOf(both.subList(0, Math.min(most, both.size())));
  }
}
