package org.ravel.report;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The trainings below a folder as one page, {@code trainings.html}. */
public final class TrainingIndexPage {
  /** Its name. */
  public static final String FILE = "trainings.html";

  private TrainingIndexPage() {}

  /**
   * A training.
   *
   * @param name path of its folder below the page's
   * @param training how it was trained
   * @param report path of its report's page below the page's folder; null if there is none
   */
  public record Entry(String name, TrainingProvenance training, String report) {}

  /**
   * A training in the table.
   *
   * @param look how the outcome is shown
   */
  record Row(
      String name,
      String link,
      String ended,
      String settings,
      String loss,
      String at,
      String outcome,
      String look) {}

  /** The page's text, the last training first. */
  public static String of(String folder, List<Entry> trainings) {
    Map<String, Object> page = new HashMap<>();
    page.put("folder", folder);
    page.put("number", trainings.size() == 1 ? "1 training" : trainings.size() + " trainings");
    page.put(
        "rows",
        trainings.stream()
            .sorted(
                Comparator.comparing(
                        (Entry entry) -> String.valueOf(entry.training().course().ended()))
                    .reversed()
                    .thenComparing(Entry::name))
            .map(TrainingIndexPage::row)
            .toList());
    return PageTemplate.fill("trainings.html", page);
  }

  private static Row row(Entry entry) {
    TrainingProvenance training = entry.training();
    TrainingProvenance.Best best = training.best();
    TrainingProvenance.Outcome outcome = training.course().outcome();
    return new Row(
        entry.name(),
        entry.report() == null ? null : RelativeLink.of(entry.report()),
        training.course().ended() == null
            ? ProvenanceTable.NOT_RECORDED
            : Numbers.time(training.course().ended()),
        training.changes().stream()
            .map(change -> "%s = %s".formatted(change.key(), change.value()))
            .collect(Collectors.joining("\n")),
        best.validationLoss() == null
            ? Numbers.decimal(null)
            : Numbers.decimal(best.validationLoss()),
        best.epoch() == null ? null : "epoch " + LossPanels.epoch(best.epoch()),
        outcome == null ? ProvenanceTable.NOT_RECORDED : outcome.words(),
        outcome == null
            ? "plain"
            : switch (outcome) {
              case FINISHED, STOPPED_EARLY -> "good";
              case UNFINISHED -> "plain";
              case DIVERGED -> "bad";
            });
  }
}
