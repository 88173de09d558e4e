package org.ravel.evaluation.recognition;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.ravel.evaluation.tally.Few;
import org.ravel.evaluation.tally.Sums;
import org.ravel.sequence.Example;

/** The shortest strings with a wrong answer; of equally long ones the first in the split. */
record WrongStrings(List<Wrong> shortest) implements Sums<WrongStrings> {
  static final WrongStrings NONE = new WrongStrings(List.of());

  /** Symbols of each that are kept. */
  private static final int MOST_SYMBOLS = 60;

  private static final Comparator<Wrong> ORDER =
      Comparator.comparingInt(Wrong::steps).thenComparingLong(Wrong::index);

  /**
   * A string by ids.
   *
   * @param symbols up to the first wrong set, and no more than the last of these
   * @param gold the true set behind them
   * @param predicted that of the model
   * @param member whether the string belongs to the language
   * @param accepted whether the model says so
   */
  record Wrong(
      long index,
      int steps,
      int[] symbols,
      int[] gold,
      int[] predicted,
      boolean member,
      boolean accepted)
      implements Serializable {}

  WrongStrings {
    shortest = List.copyOf(shortest);
  }

  WrongStrings with(Example example, StringAnswer answer) {
    if (shortest.size() == Few.MOST && shortest.get(Few.MOST - 1).steps() <= answer.steps()) {
      return this;
    }
    int last = Math.min(answer.firstWrong(), answer.steps() - 1);
    int[] symbols = example.ids(0);
    int[] shown = Arrays.copyOfRange(symbols, Math.max(0, last + 1 - MOST_SYMBOLS), last + 1);
    return plus(
        new WrongStrings(
            List.of(
                new Wrong(
                    example.index(),
                    answer.steps(),
                    shown,
                    legal(answer, answer.gold().get(last).stream().toArray()),
                    legal(answer, answer.predicted().get(last).stream().toArray()),
                    answer.isMember(),
                    answer.isAccepted()))));
  }

  private static int[] legal(StringAnswer answer, int[] set) {
    return Arrays.stream(set).filter(id -> id != answer.column().atEnd()).toArray();
  }

  @Override
  public WrongStrings plus(WrongStrings other) {
    return new WrongStrings(Few.first(Few.MOST, shortest, other.shortest, ORDER));
  }
}
