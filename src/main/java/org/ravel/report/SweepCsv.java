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
  private static final String LINE_END = "\r\n";

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
    StringBuilder rows = new StringBuilder(row(head));
    for (SweepTrial trial : trials) {
      List<String> cells = new ArrayList<>();
      settings.forEach(setting -> cells.add(trial.settings().getOrDefault(setting, "")));
      cells.add(trial.outcome().name().toLowerCase(Locale.ROOT));
      cells.add(number(trial.loss()));
      figures.forEach(name -> cells.add(number(value(trial, name))));
      cells.add(number(trial.seconds()));
      cells.add("trials/" + trial.name());
      rows.append(row(cells));
    }
    return rows.toString();
  }

  private static Double value(SweepTrial trial, String figure) {
    return trial.figure(figure).map(Figure::value).orElse(null);
  }

  private static String number(Double value) {
    return value == null ? "" : value.toString();
  }

  private static String row(List<String> cells) {
    return String.join(",", cells.stream().map(Csv::field).toList()) + LINE_END;
  }
}
