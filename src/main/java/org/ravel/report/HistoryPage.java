package org.ravel.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.ravel.comparison.Comparison;
import org.ravel.config.GateConfig.Holdout;
import org.ravel.config.GateConfig.Metric;
import org.ravel.storage.Storage;

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
   * @param number counts from 1
   * @param runId which
   * @param link to its report
   * @param decided when
   * @param data what went in
   * @param before the champion before
   * @param after the champion after
   * @param ratio of the perplexities on the pinned holdout
   * @param interval of it
   * @param outcome in words
   * @param look how the outcome is shown
   * @param reason in words
   */
  record Row(
      String number,
      String runId,
      String link,
      String decided,
      String data,
      String before,
      String after,
      String ratio,
      String interval,
      String outcome,
      String look,
      String reason) {}

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
    List<PinnedPerplexity> pinned = pinned(inOrder);
    Map<String, Object> page = new HashMap<>();
    page.put("registry", registry);
    page.put("number", runs.size() == 1 ? "1 run" : Numbers.count(runs.size()) + " runs");
    page.put(
        "champion", inOrder.isEmpty() ? "none" : version(last(inOrder).record().championAfter()));
    page.put("rows", rows(inOrder));
    page.put("hasRows", !inOrder.isEmpty());
    page.put("plots", plots(pinned));
    return PageTemplate.fill("history.html", page);
  }

  private static Entry last(List<Entry> runs) {
    return runs.get(runs.size() - 1);
  }

  private static List<PinnedPerplexity> pinned(List<Entry> runs) {
    List<PinnedPerplexity> pinned = new ArrayList<>();
    for (Entry run : runs) {
      PinnedPerplexity before = pinned.isEmpty() ? null : pinned.get(pinned.size() - 1);
      pinned.add(PinnedPerplexity.of(pinned.size(), run.record(), before));
    }
    return pinned;
  }

  private static List<DrawnPlot> plots(List<PinnedPerplexity> runs) {
    boolean any = runs.stream().anyMatch(run -> run.champion() != null || run.challenger() != null);
    return any ? List.of(DrawnPlot.of(RetrainingPlots.history(runs))) : List.of();
  }

  /** The last run first. */
  private static List<Row> rows(List<Entry> runs) {
    List<Row> rows = new ArrayList<>();
    for (int i = runs.size() - 1; i >= 0; i--) {
      rows.add(row(i + 1, runs.get(i)));
    }
    return rows;
  }

  private static Row row(int number, Entry entry) {
    RetrainingRecord run = entry.record();
    Optional<Comparison> pinned = run.comparison(Holdout.PINNED, Metric.PERPLEXITY);
    return new Row(
        String.valueOf(number),
        run.runId(),
        RelativeLink.of(entry.link()),
        Numbers.time(run.decided()),
        data(run.data()),
        version(run.championBefore()),
        version(run.championAfter()),
        Numbers.ratio(pinned.map(Comparison::ratio).orElse(null)),
        pinned.filter(each -> each.interval() != null).map(ComparisonTable::interval).orElse(null),
        OutcomeWords.of(run.outcome()),
        OutcomeWords.look(run.outcome()),
        run.reason());
  }

  private static String version(Integer number) {
    return number == null ? "none" : String.valueOf(number);
  }

  private static String data(RetrainingRecord.Data data) {
    if (data == null) {
      return Numbers.decimal(null);
    }
    return data.newTargets() == 0 ? "none" : Numbers.count(data.newTargets()) + " tokens";
  }
}
