package org.ravel.job;

import java.util.List;
import org.ravel.report.ModelComparison;
import org.ravel.report.TrainingIndexPage.Entry;

/** A comparison, and a list of trainings, on the console. */
final class ComparisonText {
  private ComparisonText() {}

  /** A block for each thing in which the models differ, with a line for each model. */
  static String of(ModelComparison comparison) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < comparison.models().size(); i++) {
      text.append("  %-3s %s%n".formatted(letter(i), comparison.models().get(i).name()));
    }
    block(text, "settings that differ", comparison.settings());
    block(text, "network, course and data that differ", comparison.facts());
    block(text, "figures", comparison.figures());
    return text.append("%n%s%n".formatted(comparison.note())).toString();
  }

  private static void block(StringBuilder text, String title, List<ModelComparison.Row> rows) {
    text.append("%n%s%n".formatted(title));
    if (rows.isEmpty()) {
      text.append("  none%n".formatted());
    }
    for (ModelComparison.Row row : rows) {
      text.append("  %s%n".formatted(row.name()));
      for (int i = 0; i < row.values().size(); i++) {
        text.append("    %-3s %s%n".formatted(letter(i), row.values().get(i)));
      }
    }
  }

  /** A training a line. */
  static String of(List<Entry> trainings) {
    StringBuilder text = new StringBuilder();
    for (Entry each : trainings) {
      Double loss = each.training().best().validationLoss();
      text.append(
          "  %-40s %10s  %s%n"
              .formatted(
                  each.name(),
                  loss == null ? "-" : "%.4f".formatted(loss),
                  each.training().course().outcome() == null
                      ? "not recorded"
                      : each.training().course().outcome().words()));
    }
    return text.toString();
  }

  /** A, B, …, and numbers after Z. */
  private static String letter(int place) {
    return place < 26 ? String.valueOf((char) ('A' + place)) : String.valueOf(place + 1);
  }
}
