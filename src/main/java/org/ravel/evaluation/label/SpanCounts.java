package org.ravel.evaluation.label;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.ravel.evaluation.label.SpanLabels.Span;
import org.ravel.evaluation.measure.LabelMatches;
import org.ravel.evaluation.measure.Matches;
import org.ravel.evaluation.tally.Sums;

/** Spans by their type. A span is right if its ends and its type are. */
final class SpanCounts implements Sums<SpanCounts> {
  private final TreeMap<String, Matches> byType = new TreeMap<>();

  void add(List<Span> gold, List<Span> predicted) {
    gold.forEach(span -> add(span, new Matches(0, 0, 1)));
    Set<Span> wanted = new HashSet<>(gold);
    predicted.forEach(span -> add(span, new Matches(wanted.contains(span) ? 1 : 0, 1, 0)));
  }

  private void add(Span span, Matches more) {
    byType.merge(span.type(), more, Matches::plus);
  }

  @Override
  public SpanCounts plus(SpanCounts other) {
    other.byType.forEach((type, matches) -> byType.merge(type, matches, Matches::plus));
    return this;
  }

  List<LabelMatches> byType() {
    return byType.entrySet().stream()
        .map(type -> new LabelMatches(type.getKey(), type.getValue()))
        .toList();
  }
}
