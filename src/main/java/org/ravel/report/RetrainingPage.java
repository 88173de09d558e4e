package org.ravel.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ravel.comparison.Comparison;
import org.ravel.config.GateConfig.Holdout;
import org.ravel.config.GateConfig.Metric;

/** A run of {@code retrain} as one page of HTML. */
final class RetrainingPage {
  /** More names of files than these are left to the JSON. */
  private static final int MOST_FILES = 40;

  private RetrainingPage() {}

  /** Text that a model wrote. */
  record Sample(String model, String text) {}

  static String of(RetrainingRecord record) {
    Map<String, Object> page = new HashMap<>();
    page.put("runId", record.runId());
    page.put("registry", record.registry());
    page.put("decided", Numbers.time(record.decided()));
    page.put("outcome", OutcomeWords.of(record.outcome()));
    page.put("look", OutcomeWords.look(record.outcome()));
    page.put("reason", record.reason());
    page.put("headlines", headlines(record));
    page.put("rules", RuleRow.of(record.verdict()));
    page.put("hasRules", record.verdict() != null);
    page.put("tables", ComparisonTable.of(record.comparisons()));
    page.put("hasTables", !record.comparisons().isEmpty());
    page.put("confidence", confidence(record));
    page.put("plots", plots(record));
    page.put("targets", record.target() + "s");
    page.put("samples", samples(record));
    page.put("hasSamples", !samples(record).isEmpty());
    page.put("hasData", record.data() != null);
    page.put("generations", generations(record));
    page.put("excerpts", excerpts(record));
    page.put("files", files(record));
    page.put("hasFiles", !files(record).isEmpty());
    page.put("moreFiles", moreFiles(record));
    page.put("remarks", record.data() == null ? List.of() : record.data().remarks());
    page.put("notes", record.notes());
    page.put("hasNotes", !record.notes().isEmpty());
    page.put("stages", stages(record));
    page.put("hasStages", !record.stages().isEmpty());
    page.put("facts", facts(record));
    page.put("configuration", blankToNull(record.configuration()));
    return PageTemplate.fill("retraining.html", page);
  }

  private static List<Headline> headlines(RetrainingRecord record) {
    List<Headline> headlines = new ArrayList<>();
    headlines.add(new Headline("Champion now", version(record.championAfter()), before(record)));
    Metric metric = record.leading();
    Optional<Comparison> pinned = record.comparison(Holdout.PINNED, metric);
    pinned.ifPresent(
        comparison -> {
          headlines.add(
              new Headline(
                  "Challenger's " + metric.words(),
                  ComparisonTable.value(metric, comparison.challenger()),
                  "champion: %s; pinned holdout"
                      .formatted(ComparisonTable.value(metric, comparison.champion()))));
          headlines.add(
              new Headline(
                  "Ratio of the two",
                  Numbers.ratio(comparison.ratio()),
                  comparison.interval() == null
                      ? "no interval"
                      : "%s: %s"
                          .formatted(confidence(record), ComparisonTable.interval(comparison))));
        });
    if (pinned.isEmpty() && record.challenger() != null && metric != null) {
      String name = RetrainingRecord.figure(Holdout.PINNED, metric);
      headlines.add(
          new Headline(
              Numbers.capitalised(metric.words()),
              ComparisonTable.value(metric, record.challenger().metrics().get(name)),
              "pinned holdout"));
    }
    if (record.data() != null) {
      headlines.add(newTargets(record.target(), record.data()));
    }
    return headlines;
  }

  private static String before(RetrainingRecord record) {
    if (record.championBefore() == null) {
      return "there was none before";
    }
    return record.championBefore().equals(record.championAfter())
        ? "as before"
        : "before: " + version(record.championBefore());
  }

  private static Headline newTargets(String target, RetrainingRecord.Data data) {
    int number = data.newFiles();
    String files = Numbers.count(number) + (number == 1 ? " file" : " files");
    long used = data.usedTargets();
    return new Headline(
        "New %ss".formatted(target),
        Numbers.count(data.newTargets()),
        used == data.newTargets() ? files : Numbers.count(used) + " used; " + files);
  }

  private static String version(Integer number) {
    return number == null ? "none" : "version " + number;
  }

  private static String confidence(RetrainingRecord record) {
    return record.confidence() == null
        ? "interval"
        : String.format(Locale.ROOT, "%s %%", trimmed(100 * record.confidence()));
  }

  private static String trimmed(double percent) {
    return String.format(Locale.ROOT, "%.2f", percent).replaceAll("\\.?0+$", "");
  }

  private static List<DrawnPlot> plots(RetrainingRecord record) {
    RetrainingRecord.Model challenger = record.challenger();
    return challenger == null || challenger.learningCurve().isEmpty()
        ? List.of()
        : List.of(
            DrawnPlot.of(
                RetrainingPlots.learningCurves(record.target(), challenger, record.champion())));
  }

  private static List<Sample> samples(RetrainingRecord record) {
    List<Sample> samples = new ArrayList<>();
    sample("Challenger", record.challenger()).ifPresent(samples::add);
    sample("Champion", record.champion()).ifPresent(samples::add);
    return samples;
  }

  private static Optional<Sample> sample(String role, RetrainingRecord.Model model) {
    return Optional.ofNullable(model)
        .map(RetrainingRecord.Model::sample)
        .map(RetrainingPage::blankToNull)
        .map(text -> new Sample("%s, version %d".formatted(role, model.version()), text));
  }

  private static List<GenerationRow> generations(RetrainingRecord record) {
    return record.data() == null
        ? List.of()
        : record.data().generations().stream().map(GenerationRow::of).toList();
  }

  /** Text that is strange to the champion. */
  record Strange(int generation, String text) {}

  private static List<Strange> excerpts(RetrainingRecord record) {
    return record.data() == null
        ? List.of()
        : record.data().generations().stream()
            .filter(generation -> blankToNull(generation.excerpt()) != null)
            .map(generation -> new Strange(generation.number(), generation.excerpt()))
            .toList();
  }

  private static List<String> files(RetrainingRecord record) {
    return record.data() == null
        ? List.of()
        : record.data().files().stream().limit(MOST_FILES).toList();
  }

  private static String moreFiles(RetrainingRecord record) {
    int all = record.data() == null ? 0 : record.data().files().size();
    return all > MOST_FILES ? Numbers.count(all - MOST_FILES) : null;
  }

  private static List<StageRow> stages(RetrainingRecord record) {
    return record.stages().stream()
        .map(stage -> new StageRow(stage.name(), Numbers.duration(stage.seconds()), stage.note()))
        .toList();
  }

  /** A stage in its table. */
  record StageRow(String name, String duration, String note) {}

  private static List<HtmlPage.Row> facts(RetrainingRecord record) {
    List<HtmlPage.Row> facts = new ArrayList<>();
    facts.add(new HtmlPage.Row("run", record.runId()));
    facts.add(new HtmlPage.Row("registry", record.registry()));
    facts.add(new HtmlPage.Row("started", Numbers.time(record.started())));
    facts.add(new HtmlPage.Row("decided", Numbers.time(record.decided())));
    if (record.challenger() != null) {
      addModel(facts, "challenger", record.challenger());
    }
    if (record.champion() != null) {
      addModel(facts, "champion", record.champion());
    }
    record
        .provenance()
        .forEach((name, value) -> facts.add(new HtmlPage.Row(name, String.valueOf(value))));
    return facts;
  }

  private static void addModel(
      List<HtmlPage.Row> facts, String role, RetrainingRecord.Model model) {
    facts.add(new HtmlPage.Row(role, "version %d: %s".formatted(model.version(), model.network())));
    if (model.start() != null) {
      facts.add(new HtmlPage.Row(role + " trained from", model.start()));
    }
  }

  private static String blankToNull(String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
