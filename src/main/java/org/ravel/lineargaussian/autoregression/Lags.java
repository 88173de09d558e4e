package org.ravel.lineargaussian.autoregression;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How far back the values lie from which the next one is predicted; 1 is the value just before it.
 *
 * @param seasonal those of whole seasons, ascending; they are read whatever the order
 * @param recent the others, ascending; the order of a model says how many of them are read
 */
public record Lags(List<Integer> seasonal, List<Integer> recent) implements Serializable {
  public Lags {
    seasonal = List.copyOf(seasonal);
    recent = List.copyOf(recent);
  }

  /**
   * Lags 1 to {@code order}, and those of the last seasons.
   *
   * @param seasons how many seasons
   * @param season steps of one; does not matter without seasons
   */
  public static Lags of(int order, int seasons, int season) {
    List<Integer> seasonal = new ArrayList<>();
    for (int i = 1; i <= seasons; i++) {
      seasonal.add(i * season);
    }
    List<Integer> recent = new ArrayList<>();
    for (int lag = 1; lag <= order; lag++) {
      if (!seasonal.contains(lag)) {
        recent.add(lag);
      }
    }
    return new Lags(seasonal, recent);
  }

  /** In the order in which a model reads them: a smaller model reads the first of these. */
  List<Integer> all() {
    return Stream.concat(seasonal.stream(), recent.stream()).toList();
  }

  /** How many. */
  public int count() {
    return seasonal.size() + recent.size();
  }

  /** The largest; 0 without any. */
  public int longest() {
    return all().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** The same with only the first of the recent ones. */
  Lags withRecent(int kept) {
    return new Lags(seasonal, recent.subList(0, kept));
  }

  /** In words, such as {@code lags 1 to 3, 12 and 24}. */
  public String words() {
    if (count() == 0) {
      return "no lags";
    }
    List<String> parts = new ArrayList<>();
    List<Integer> sorted = all().stream().sorted().toList();
    int begin = 0;
    for (int i = 1; i <= sorted.size(); i++) {
      if (i == sorted.size() || sorted.get(i) != sorted.get(i - 1) + 1) {
        parts.add(run(sorted.get(begin), sorted.get(i - 1)));
        begin = i;
      }
    }
    String last = parts.remove(parts.size() - 1);
    String before = String.join(", ", parts);
    return (count() == 1 ? "lag " : "lags ") + (before.isEmpty() ? last : before + " and " + last);
  }

  private static String run(int first, int last) {
    if (first == last) {
      return Integer.toString(first);
    }
    return first + (last == first + 1 ? ", " : " to ") + last;
  }
}
