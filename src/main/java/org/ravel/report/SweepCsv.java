package org.ravel.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ravel.evaluation.measure.Figure;

/**
 * The trainings of a sweep as a table (RFC 4180): a row each, a column for each setting and figure.
 */
final class SweepCsv {
  private SweepCsv() {}

  static String of(List<SweepTrial> trials) {
    Set<String> settings = new LinkedHashSet<>();
    Set<String> figures = new LinkedHashSet<>();
    for (SweepTrial trial : trials) {
      settings.addAll(trial.settings().keySet());
      trial.figures().stream().map(Figure::name).forEach(figures::add);
    }
    List<String> head = new ArrayList<>(settings);
    head.addAll(List.of("outcome", "loss"));
    head.addAll(figures);
    head.addAll(List.of("seconds", "folder"));
    CsvRows rows = new CsvRows();
    rows.add(head);
    for (SweepTrial trial : trials) {
      List<Object> cells = new ArrayList<>();
      settings.forEach(setting -> cells.add(trial.settings().get(setting)));
      cells.add(trial.outcome().name().toLowerCase(Locale.ROOT));
      cells.add(trial.loss());
      figures.forEach(name -> cells.add(value(trial, name)));
      cells.add(trial.seconds());
      cells.add("trials/" + trial.name());
      rows.add(cells);
    }
    return rows.toString();
  }

  private static Double value(SweepTrial trial, String figure) {
    return trial.figure(figure).map(Figure::value).orElse(null);
  }
}
