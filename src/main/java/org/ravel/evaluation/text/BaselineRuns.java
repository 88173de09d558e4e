package org.ravel.evaluation.text;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.ravel.evaluation.measure.Text;
import org.ravel.evaluation.tally.ExactSum;
import org.ravel.evaluation.tally.RatioEstimate;

/**
 * What the baselines lose on each run of a split, so that the model's loss on the same run can be
 * set against it. They take 8 bytes a run, and 8 for each baseline.
 *
 * @param runs index of each run's first sequence in the split, ascending
 * @param nats by baseline, in the order of the totals, and by run
 * @param totals of all runs, by name
 */
public record BaselineRuns(long[] runs, List<double[]> nats, List<Text.Baseline> totals)
    implements Serializable {
  /** No baselines. */
  public static final BaselineRuns NONE = new BaselineRuns(new long[0], List.of(), List.of());

  static BaselineRuns of(Map<Long, BaselineSums> byRun, int vocabularySize) {
    TreeMap<Long, BaselineSums> sorted = new TreeMap<>(byRun);
    double logVocabulary = Math.log(vocabularySize);
    return new BaselineRuns(
        sorted.keySet().stream().mapToLong(run -> run).toArray(),
        List.of(
            column(sorted, sums -> sums.targets() * logVocabulary),
            column(sorted, sums -> sums.unigram().value()),
            column(sorted, sums -> sums.bigram().value())),
        sorted.values().stream()
            .reduce(BaselineSums.ZERO, BaselineSums::plus)
            .baselines(vocabularySize));
  }

  private static double[] column(
      Map<Long, BaselineSums> byRun, ToDoubleFunction<BaselineSums> nats) {
    return byRun.values().stream().mapToDouble(nats).toArray();
  }

  /**
   * With one more.
   *
   * @param name its name
   * @param losses of all runs, in any order
   */
  public BaselineRuns with(String name, RunLosses losses) {
    double[] column = new double[runs.length];
    ExactSum sum = ExactSum.ZERO;
    for (int i = 0; i < losses.runs().length; i++) {
      column[place(losses.runs()[i])] = losses.nats()[i];
      sum = sum.plus(losses.nats()[i]);
    }
    List<double[]> moreNats = new ArrayList<>(nats);
    moreNats.add(column);
    List<Text.Baseline> moreTotals = new ArrayList<>(totals);
    moreTotals.add(new Text.Baseline(name, sum.value()));
    return new BaselineRuns(runs, List.copyOf(moreNats), List.copyOf(moreTotals));
  }

  /** Number of baselines. */
  int count() {
    return totals.size();
  }

  /** What each baseline loses on a run, in the order of the totals. */
  double[] nats(long run) {
    int place = place(run);
    return nats.stream().mapToDouble(column -> column[place]).toArray();
  }

  private int place(long run) {
    int place = Arrays.binarySearch(runs, run);
    if (place < 0) {
      throw new IllegalStateException("the baselines know no run %d".formatted(run));
    }
    return place;
  }

  /** The totals, each with the standard error of the model's mean loss less its own. */
  List<Text.Baseline> totals(RatioEstimate[] differences) {
    List<Text.Baseline> all = new ArrayList<>();
    for (int i = 0; i < count(); i++) {
      Text.Baseline total = totals.get(i);
      all.add(new Text.Baseline(total.name(), total.nats(), differences[i].standardError()));
    }
    return all;
  }
}
