package org.ravel.report;

import java.util.Comparator;
import java.util.List;

/**
 * The losses by source file, worst first; of very many, those at both ends.
 *
 * @param number of source files
 * @param worst with the highest loss, or all of them if they are few
 * @param omitted how many are left out between the two; null if none
 * @param best with the lowest loss, the lowest last; empty if they are few
 */
record SourceTable(String number, List<Line> worst, String omitted, List<Line> best) {
  private static final int END = 20;

  /** A source file's line. */
  record Line(String name, String negativeLogLikelihood, String perplexity, String targets) {}

  static SourceTable of(List<Figures.SourceFile> sources) {
    List<Line> lines =
        sources.stream()
            .sorted(
                Comparator.comparing(
                    Figures.SourceFile::negativeLogLikelihood,
                    Comparator.nullsFirst(Comparator.<Double>reverseOrder())))
            .map(SourceTable::line)
            .toList();
    int size = lines.size();
    String number = Numbers.count(size);
    return size <= 2 * END
        ? new SourceTable(number, lines, null, List.of())
        : new SourceTable(
            number,
            lines.subList(0, END),
            Numbers.count(size - 2 * END),
            lines.subList(size - END, size));
  }

  /** Whether there is anything to show; the template's name for it. */
  boolean present() {
    return !worst.isEmpty();
  }

  private static Line line(Figures.SourceFile source) {
    Double loss = source.negativeLogLikelihood();
    return new Line(
        source.name(),
        Numbers.decimal(loss),
        Numbers.decimal(loss == null ? null : Math.exp(loss)),
        Numbers.count(source.targets()));
  }
}
