package org.ravel.evaluation.label;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ravel.evaluation.measure.ConfusedPair;
import org.ravel.evaluation.measure.ConfusionMatrix;
import org.ravel.evaluation.measure.LabelMatches;
import org.ravel.evaluation.measure.Matches;
import org.ravel.evaluation.pair.Pair;
import org.ravel.evaluation.tally.Sums;

/** How often each label was given where each was true. Only pairs that occur take memory. */
final class Confusion implements Sums<Confusion> {
  /** Cells beside the diagonal that are shown. */
  private static final int MOST_SHOWN = 20;

  /** Labels that are shown beside each other. */
  static final int MOST_LABELS = 30;

  private final Map<Long, Long> cells = new HashMap<>();

  void add(int gold, int predicted) {
    cells.merge(Pair.of(gold, predicted), 1L, Long::sum);
  }

  @Override
  public Confusion plus(Confusion other) {
    other.cells.forEach((pair, count) -> cells.merge(pair, count, Long::sum));
    return this;
  }

  /** Number of predictions. */
  long total() {
    return cells.values().stream().mapToLong(count -> count).sum();
  }

  /** Predictions that were right. */
  long right(LabelNames names) {
    return cells.entrySet().stream()
        .filter(cell -> Pair.input(cell.getKey()) == Pair.target(cell.getKey()))
        .filter(cell -> Pair.input(cell.getKey()) != names.other())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Targets whose true label is none of the labels. */
  long unknown(LabelNames names) {
    return cells.entrySet().stream()
        .filter(cell -> Pair.input(cell.getKey()) == names.other())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Each label that is true or predicted anywhere, in the order of the ids. */
  List<LabelMatches> byLabel(LabelNames names) {
    long[] right = new long[names.other() + 1];
    long[] predicted = new long[right.length];
    long[] gold = new long[right.length];
    cells.forEach(
        (pair, count) -> {
          gold[Pair.input(pair)] += count;
          predicted[Pair.target(pair)] += count;
          right[Pair.input(pair)] += Pair.input(pair) == Pair.target(pair) ? count : 0;
        });
    return IntStream.range(0, names.other())
        .filter(label -> gold[label] + predicted[label] > 0)
        .mapToObj(
            label ->
                new LabelMatches(
                    names.name(label), new Matches(right[label], predicted[label], gold[label])))
        .toList();
  }

  /** All labels beside each other, or those with the most mistakes. */
  ConfusionMatrix matrix(LabelNames names) {
    long[] gold = new long[names.other() + 1];
    long[] mistakes = new long[gold.length];
    boolean[] occurs = new boolean[gold.length];
    cells.forEach(
        (pair, count) -> {
          int wanted = Pair.input(pair);
          int given = Pair.target(pair);
          gold[wanted] += count;
          occurs[wanted] = true;
          occurs[given] = true;
          mistakes[wanted] += wanted == given ? 0 : count;
          mistakes[given] += wanted == given ? 0 : count;
        });
    int[] all = IntStream.range(0, gold.length).filter(label -> occurs[label]).toArray();
    int[] shown =
        Arrays.stream(all)
            .boxed()
            .sorted(Comparator.comparingLong((Integer label) -> -mistakes[label]))
            .limit(MOST_LABELS)
            .mapToInt(label -> label)
            .sorted()
            .toArray();
    return new ConfusionMatrix(
        Arrays.stream(shown).mapToObj(names::name).toList(),
        all.length,
        Arrays.stream(shown).mapToObj(label -> gold[label]).toList(),
        Arrays.stream(shown).mapToObj(label -> row(label, shown)).toList());
  }

  private List<Long> row(int gold, int[] predicted) {
    return Arrays.stream(predicted)
        .mapToObj(label -> cells.getOrDefault(Pair.of(gold, label), 0L))
        .toList();
  }

  /** The most frequent mistakes, the largest cells beside the diagonal. */
  List<ConfusedPair> largest(LabelNames names) {
    return cells.entrySet().stream()
        .filter(
            cell ->
                Pair.input(cell.getKey()) != Pair.target(cell.getKey())
                    || Pair.input(cell.getKey()) == names.other())
        .sorted(
            Map.Entry.<Long, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST_SHOWN)
        .map(
            cell ->
                new ConfusedPair(
                    names.name(Pair.input(cell.getKey())),
                    names.name(Pair.target(cell.getKey())),
                    cell.getValue()))
        .toList();
  }
}
