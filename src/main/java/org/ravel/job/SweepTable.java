package org.ravel.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.ravel.report.SweepGroup;
import org.ravel.report.SweepReport;

/** A sweep on the console: a line for the trainings that differ in their seed only. */
final class SweepTable {
  private SweepTable() {}

  static String of(SweepReport report) {
    List<List<String>> rows = new ArrayList<>();
    boolean goal = report.goal() != null;
    String mean = report.figure() == null ? "mean" : "mean " + report.figure();
    rows.add(row(mean, "deviation", "lowest", "highest", goal, "settings"));
    report.groups().forEach(group -> rows.add(row(group, goal)));
    int columns = rows.get(0).size();
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      for (int i = 0; i < columns - 1; i++) {
        int column = i;
        int width = rows.stream().mapToInt(each -> each.get(column).length()).max().orElseThrow();
        text.append("  ").append(" ".repeat(width - row.get(i).length())).append(row.get(i));
      }
      text.append("  ").append(row.get(columns - 1)).append(System.lineSeparator());
    }
    return text.toString();
  }

  private static List<String> row(SweepGroup group, boolean goal) {
    String settings =
        group.settings().entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining(" "));
    List<String> row =
        row(
            number(group.mean()),
            number(group.deviation()),
            number(group.lowest()),
            number(group.highest()),
            false,
            group.failed() == 0
                ? settings
                : "%s (%,d of %,d failed)".formatted(settings, group.failed(), group.trials()));
    if (goal) {
      row.add(4, "%d of %d".formatted(group.reached(), group.trials()));
    }
    return row;
  }

  private static List<String> row(
      String mean, String deviation, String low, String high, boolean goal, String settings) {
    List<String> row = new ArrayList<>(List.of(mean, deviation, low, high));
    if (goal) {
      row.add("reached");
    }
    row.add(settings);
    return row;
  }

  private static String number(Double value) {
    return value == null ? "–" : String.format(Locale.ROOT, "%.5g", value);
  }
}
