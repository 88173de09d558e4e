package org.ravel.evaluation.label;

import java.util.List;
import java.util.stream.IntStream;
import org.ravel.evaluation.measure.LabelMatches;
import org.ravel.evaluation.measure.LabelSets;
import org.ravel.evaluation.measure.Matches;
import org.ravel.evaluation.tally.ExactSum;
import org.ravel.evaluation.tally.RatioEstimate;
import org.ravel.evaluation.tally.Sums;

/** How right the sets are that a model or a baseline gives. */
final class SetMatches implements Sums<SetMatches> {
  private static final long serialVersionUID = 1L;

  private final long[] right;
  private final long[] predicted;
  private final long[] gold;
  private long sequences;
  private long exact;
  private long unknown;
  private ExactSum nats = ExactSum.ZERO;
  private ExactSum f1 = ExactSum.ZERO;

  /** Of the sequences' F1: the model's less this one's. */
  private RatioEstimate difference = RatioEstimate.EMPTY;

  SetMatches(int labels) {
    right = new long[labels];
    predicted = new long[labels];
    gold = new long[labels];
  }

  /**
   * Counts a sequence.
   *
   * @param model the model's answer for it
   */
  void add(SetAnswer answer, SetAnswer model) {
    for (int label = 0; label < right.length; label++) {
      boolean isGiven = answer.predicted().get(label);
      boolean isThere = answer.gold().get(label);
      right[label] += isGiven && isThere ? 1 : 0;
      predicted[label] += isGiven ? 1 : 0;
      gold[label] += isThere ? 1 : 0;
    }
    sequences++;
    exact += answer.isRight() ? 1 : 0;
    unknown += answer.unknown();
    nats = nats.plus(answer.nats());
    f1 = f1.plus(answer.f1());
    difference = difference.plus(model.f1() - answer.f1(), 1);
  }

  @Override
  public SetMatches plus(SetMatches other) {
    for (int label = 0; label < right.length; label++) {
      right[label] += other.right[label];
      predicted[label] += other.predicted[label];
      gold[label] += other.gold[label];
    }
    sequences += other.sequences;
    exact += other.exact;
    unknown += other.unknown;
    nats = nats.plus(other.nats);
    f1 = f1.plus(other.f1);
    difference = difference.plus(other.difference);
    return this;
  }

  long sequences() {
    return sequences;
  }

  long exact() {
    return exact;
  }

  long unknown() {
    return unknown;
  }

  double nats() {
    return nats.value();
  }

  double f1() {
    return f1.value();
  }

  /** Each label that is true or predicted anywhere. */
  List<LabelMatches> byLabel(LabelNames names) {
    return IntStream.range(0, right.length)
        .filter(label -> gold[label] + predicted[label] > 0)
        .mapToObj(
            label ->
                new LabelMatches(
                    names.name(label), new Matches(right[label], predicted[label], gold[label])))
        .toList();
  }

  /** What a baseline of these came to. */
  LabelSets.Baseline measures(String name) {
    Matches all = new Matches(0, 0, unknown);
    for (int label = 0; label < right.length; label++) {
      all = all.plus(new Matches(right[label], predicted[label], gold[label]));
    }
    return new LabelSets.Baseline(
        name, all, exact, nats.value(), f1.value(), difference.standardError());
  }
}
