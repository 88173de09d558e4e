package org.ravel.evaluation.text;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ravel.evaluation.measure.Text;
import org.ravel.evaluation.tally.RatioEstimate;

/**
 * What the baselines lose on each run of a split, so that the model's loss on the same run can be
 * set against it. They take 24 bytes a run.
 *
 * @param logVocabulary what the uniform baseline loses on each target
 * @param runs index of each run's first sequence in the split, ascending
 * @param unigram nats of the unigram baseline on each run
 * @param bigram nats of the bigram baseline on each run
 * @param totals of all runs, by name
 */
public record BaselineRuns(
    double logVocabulary,
    long[] runs,
    double[] unigram,
    double[] bigram,
    List<Text.Baseline> totals)
    implements Serializable {
  /** No baselines. */
  public static final BaselineRuns NONE =
      new BaselineRuns(0, new long[0], new double[0], new double[0], List.of());

  static BaselineRuns of(Map<Long, BaselineSums> byRun, int vocabularySize) {
    TreeMap<Long, BaselineSums> sorted = new TreeMap<>(byRun);
    return new BaselineRuns(
        Math.log(vocabularySize),
        sorted.keySet().stream().mapToLong(run -> run).toArray(),
        sorted.values().stream().mapToDouble(sums -> sums.unigram().value()).toArray(),
        sorted.values().stream().mapToDouble(sums -> sums.bigram().value()).toArray(),
        sorted.values().stream()
            .reduce(BaselineSums.ZERO, BaselineSums::plus)
            .baselines(vocabularySize));
  }

  /** Number of baselines. */
  int count() {
    return totals.size();
  }

  /** What each baseline loses on a run, in the order of the totals. */
  double[] nats(long run, long targets) {
    int place = Arrays.binarySearch(runs, run);
    if (place < 0) {
      throw new IllegalStateException("the baselines know no run %d".formatted(run));
    }
    return new double[] {targets * logVocabulary, unigram[place], bigram[place]};
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
