package org.ravel.series;

import java.util.ArrayList;
import java.util.List;
import org.ravel.config.Split;
import org.ravel.sequence.Horizon;

/**
 * The parts of a series, divided by time, and their windows. A window of a split has origins all of
 * whose targets lie in that split; what it reads may lie before.
 *
 * @param first the first value that may be forecast in training; those before it are only read
 * @param values of the series
 * @param validation the first of the validation split
 * @param test the first of the test split
 */
public record SeriesParts(int first, int values, int validation, int test) {

  public SeriesParts {
    if (first < 0 || validation < first || test < validation || values < test) {
      throw new IllegalArgumentException(
          "a series of %d values is divided at %d, %d and %d"
              .formatted(values, first, validation, test));
    }
  }

  /** Of a series all of whose values may be forecast. */
  public SeriesParts(int values, int validation, int test) {
    this(0, values, validation, test);
  }

  /**
   * A window.
   *
   * @param first the first value that it has
   * @param end the value behind its last one
   */
  public record Window(int first, int end) {}

  /** The first value of a split. */
  public int start(Split split) {
    return switch (split) {
      case TRAIN -> first;
      case VALIDATION -> validation;
      case TEST -> test;
    };
  }

  /** The value behind the last one of a split. */
  public int end(Split split) {
    return switch (split) {
      case TRAIN -> validation;
      case VALIDATION -> test;
      case TEST -> values;
    };
  }

  /**
   * The windows of a split, in their order; each of its origins is in one of them.
   *
   * @param longest values that a window reads, at most; the horizon's context or more
   */
  public List<Window> windows(Split split, Horizon horizon, int longest) {
    int origins = longest - horizon.context() + 1;
    int from = Math.max(start(split) - 1, horizon.context() - 1);
    int last = end(split) - horizon.steps() - 1;
    List<Window> windows = new ArrayList<>();
    for (int origin = from; origin <= last; origin += origins) {
      int until = Math.min(origin + origins - 1, last);
      windows.add(new Window(origin - horizon.context() + 1, until + horizon.steps() + 1));
    }
    return windows;
  }
}
