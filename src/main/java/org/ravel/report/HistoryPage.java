package org.ravel.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.ravel.comparison.Comparison;
import org.ravel.config.Better;
import org.ravel.config.GateConfig.Holdout;
import org.ravel.config.GateConfig.Metric;
import org.ravel.storage.Storage;
import org.ravel.wording.Phrases;

/** All runs of {@code retrain} on a registry as one page, {@code index.html}. */
public final class HistoryPage {
  /** Its name. */
  public static final String FILE = "index.html";

  private final Storage storage;

  public HistoryPage(Storage storage) {
    this.storage = storage;
  }

  /**
   * A run.
   *
   * @param record what it did
   * @param link the path of its page as seen from this one, such as {@code
   *     night-7/report/report.html}
   */
  public record Entry(RetrainingRecord record, String link) {}

  /**
   * A run in the table.
   *
   * @param runId which
   * @param link to its report
   * @param decided when
   * @param duration from start to decision
   * @param data what went in
   * @param used how much of it was not left out; null if all
   * @param before the champion before
   * @param after the champion after
   * @param ratio of the perplexities on the pinned holdout
   * @param interval of it
   * @param outcome in words
   * @param look how the outcome is shown
   * @param reason in words
   */
  record Row(
      String runId,
      String link,
      String decided,
      String duration,
      String data,
      String used,
      VersionLink before,
      VersionLink after,
      String ratio,
      String interval,
      String outcome,
      String look,
      String reason) {}

  /**
   * A version.
   *
   * @param number or a word where there is none
   * @param link to the report of the run that made it; null if no run did
   */
  record VersionLink(String number, String link) {}

  /**
   * Writes the page.
   *
   * @param folder where; the page that is there is replaced
   * @param registry its name
   * @param runs in any order
   * @throws org.ravel.error.StorageException if the storage refuses
   */
  public void write(Path folder, String registry, List<Entry> runs) {
    storage.writeText(new Path(folder, FILE), of(registry, runs));
  }

  static String of(String registry, List<Entry> runs) {
    List<Entry> inOrder =
        runs.stream()
            .sorted(Comparator.comparing((Entry entry) -> String.valueOf(entry.record().decided())))
            .toList();
    Metric metric = leading(inOrder);
    List<PinnedFigure> pinned = pinned(metric, inOrder);
    Map<String, Object> page = new HashMap<>();
    page.put("registry", registry);
    page.put("number", runs.size() == 1 ? "1 run" : Numbers.count(runs.size()) + " runs");
    page.put(
        "champion",
        version(inOrder.isEmpty() ? null : last(inOrder).record().championAfter(), links(inOrder)));
    page.put("metric", metric.words());
    page.put("better", metric.better() == Better.LOWER ? "below" : "above");
    page.put("rows", rows(metric, inOrder));
    page.put("hasRows", !inOrder.isEmpty());
    page.put("plots", plots(metric, pinned));
    return PageTemplate.fill("history.html", page);
  }

  private static Entry last(List<Entry> runs) {
    return runs.get(runs.size() - 1);
  }

  /** The metric to look at first: that of the last run which measured a model. */
  private static Metric leading(List<Entry> runs) {
    return runs.stream()
        .map(run -> run.record().leading())
        .filter(Objects::nonNull)
        .reduce((before, last) -> last)
        .orElse(Metric.ACCURACY);
  }

  private static List<PinnedFigure> pinned(Metric metric, List<Entry> runs) {
    List<PinnedFigure> pinned = new ArrayList<>();
    for (Entry run : runs) {
      PinnedFigure before = pinned.isEmpty() ? null : pinned.get(pinned.size() - 1);
      pinned.add(PinnedFigure.of(metric, pinned.size(), run.record(), before));
    }
    return pinned;
  }

  private static List<DrawnPlot> plots(Metric metric, List<PinnedFigure> runs) {
    boolean any = runs.stream().anyMatch(run -> run.champion() != null || run.challenger() != null);
    return any ? List.of(DrawnPlot.of(RetrainingPlots.history(metric, runs))) : List.of();
  }

  /** The last run first. */
  private static List<Row> rows(Metric metric, List<Entry> runs) {
    Map<Integer, String> links = links(runs);
    List<Row> rows = new ArrayList<>();
    for (int i = runs.size() - 1; i >= 0; i--) {
      rows.add(row(metric, runs.get(i), links));
    }
    return rows;
  }

  /** The reports of the runs that made versions, by version. */
  private static Map<Integer, String> links(List<Entry> runs) {
    Map<Integer, String> links = new HashMap<>();
    runs.stream()
        .filter(run -> run.record().challenger() != null)
        .forEach(
            run -> links.put(run.record().challenger().version(), RelativeLink.of(run.link())));
    return links;
  }

  private static Row row(Metric metric, Entry entry, Map<Integer, String> links) {
    RetrainingRecord run = entry.record();
    Optional<Comparison> pinned = run.comparison(Holdout.PINNED, metric);
    return new Row(
        run.runId(),
        RelativeLink.of(entry.link()),
        Numbers.time(run.decided()),
        Numbers.duration(run.seconds()),
        data(run.target(), run.data()),
        used(run.data()),
        version(run.championBefore(), links),
        version(run.championAfter(), links),
        Numbers.ratio(pinned.map(Comparison::ratio).orElse(null)),
        pinned.filter(each -> each.interval() != null).map(ComparisonTable::interval).orElse(null),
        OutcomeWords.of(run.outcome()),
        OutcomeWords.look(run.outcome()),
        run.reason());
  }

  private static VersionLink version(Integer number, Map<Integer, String> links) {
    return number == null
        ? new VersionLink("none", null)
        : new VersionLink(String.valueOf(number), links.get(number));
  }

  private static String data(String target, RetrainingRecord.Data data) {
    if (data == null) {
      return Numbers.decimal(null);
    }
    return data.newTargets() == 0 ? "none" : Phrases.count(data.newTargets(), target);
  }

  private static String used(RetrainingRecord.Data data) {
    return data == null || data.usedTargets() == data.newTargets()
        ? null
        : Numbers.count(data.usedTargets()) + " used";
  }
}
