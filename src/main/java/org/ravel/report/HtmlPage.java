package org.ravel.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The report as one page of HTML, without scripts and without references to anything outside. */
final class HtmlPage {
  private HtmlPage() {}

  /** A line of a table. */
  record Row(String name, String value) {}

  static String of(ReportFigures figures) {
    Map<String, Object> page = new HashMap<>();
    page.put("title", figures.title());
    page.put("split", figures.evaluation().split());
    page.put("created", Numbers.time(figures.created()));
    page.put("model", figures.measurement().model());
    page.put("plots", EvaluationPlots.of(figures).stream().map(DrawnPlot::of).toList());
    page.put("changes", changes(figures.training()));
    page.put("training", rows(ProvenanceTable.training(figures.training())));
    page.put("trainingConfiguration", blankToNull(figures.training().configuration()));
    page.put("measurement", rows(ProvenanceTable.measurement(figures)));
    page.put("configuration", blankToNull(figures.configuration()));
    if (figures instanceof Figures text) {
      put(text, page);
    } else if (figures instanceof LabelFigures labels) {
      put(labels, page);
    } else if (figures instanceof SetFigures sets) {
      put(sets, page);
    } else if (figures instanceof DecodedFigures decoded) {
      put(decoded, page);
    } else if (figures instanceof CaptionFigures captions) {
      put(captions, page);
    }
    return PageTemplate.fill("report.html", page);
  }

  private static void put(Figures figures, Map<String, Object> page) {
    page.put("corpus", corpus(figures.bySource()));
    page.put("headlines", Headline.of(figures));
    page.put("verdict", verdict(figures.verdict()));
    page.put("text", true);
    page.put("predictors", PredictorRow.of(figures));
    page.put("units", PredictorRow.units(figures));
    page.put("limit", figures.source() != null);
    page.put("measures", measures(figures.evaluation()));
    page.put("sources", SourceTable.of(figures.bySource()));
    page.put("sample", blankToNull(figures.sample()));
    page.put("labels", null);
    page.put("baselines", true);
    page.put("translations", null);
    page.put("captions", null);
  }

  private static void put(LabelFigures figures, Map<String, Object> page) {
    page.put("corpus", null);
    page.put("headlines", Headline.of(figures));
    page.put("verdict", shown(figures.verdict().outcome(), figures.verdict().words()));
    page.put("text", false);
    page.put("targetsAre", figures.evaluation().targetsAre());
    page.put("labelIs", figures.labelIs());
    page.put("eachStep", figures.eachStep());
    page.put("ranked", !figures.rankings().isEmpty());
    page.put("ofTrees", figures.ofTrees());
    page.put("scoreIs", "accuracy");
    page.put("sets", false);
    page.put("measures", measures(figures));
    page.put("sources", null);
    page.put("sample", null);
    page.put("labels", LabelSection.of(figures));
    page.put("baselines", true);
    page.put("translations", null);
    page.put("captions", null);
  }

  private static void put(SetFigures figures, Map<String, Object> page) {
    page.put("corpus", null);
    page.put("headlines", Headline.of(figures));
    page.put("verdict", shown(figures.verdict().outcome(), figures.verdict().words()));
    page.put("text", false);
    page.put("targetsAre", figures.evaluation().targetsAre());
    page.put("labelIs", "label");
    page.put("scoreIs", "sample F1");
    page.put("eachStep", false);
    page.put("sets", true);
    page.put("ranked", !figures.rankings().isEmpty());
    page.put("ofTrees", false);
    page.put("measures", measures(figures));
    page.put("sources", null);
    page.put("sample", null);
    page.put("labels", LabelSection.of(figures));
    page.put("baselines", true);
    page.put("translations", null);
    page.put("captions", null);
  }

  private static List<Row> measures(SetFigures figures) {
    List<Row> rows = new ArrayList<>();
    figures
        .figures()
        .forEach(value -> rows.add(new Row(Numbers.capitalised(value.name()), value.shown())));
    figures
        .baselines()
        .forEach(
            baseline ->
                rows.add(
                    new Row(
                        "Log loss of the baseline “%s”".formatted(baseline.name()),
                        Numbers.decimal(baseline.logLoss()))));
    LabelFigures.Counts counts = figures.evaluation();
    rows.add(new Row("Threshold", Numbers.decimal(figures.threshold())));
    rows.add(new Row("Sequences predicted", Numbers.count(counts.targets())));
    rows.add(new Row("Labels that training does not have", Numbers.count(counts.unknown())));
    rows.add(new Row("Seconds", Numbers.decimal(counts.seconds())));
    rows.add(new Row("Sequences per second", Numbers.decimal(counts.targetsPerSecond())));
    return rows;
  }

  private static void put(DecodedFigures figures, Map<String, Object> page) {
    page.put("corpus", null);
    page.put("headlines", Headline.of(figures));
    page.put("verdict", null);
    page.put("text", false);
    page.put("measures", measures(figures));
    page.put("sources", null);
    page.put("sample", null);
    page.put("labels", null);
    page.put("baselines", !figures.baselines().isEmpty());
    page.put("translations", DecodedSection.of(figures));
    page.put("captions", null);
  }

  private static void put(CaptionFigures figures, Map<String, Object> page) {
    page.put("corpus", null);
    page.put("headlines", Headline.of(figures));
    page.put("verdict", null);
    page.put("text", false);
    page.put("measures", measures(figures));
    page.put("sources", null);
    page.put("sample", null);
    page.put("labels", null);
    page.put("baselines", !figures.baselines().isEmpty());
    page.put("translations", null);
    page.put("captions", figures);
  }

  private static List<Row> measures(CaptionFigures figures) {
    List<Row> rows = new ArrayList<>();
    figures
        .figures()
        .forEach(value -> rows.add(new Row(Numbers.capitalised(value.name()), value.shown())));
    rows.add(new Row("Images", Numbers.count(figures.written().images())));
    rows.add(
        new Row("Tokens written, without punctuation", Numbers.count(figures.written().tokens())));
    rows.add(
        new Row(
            "Tokens of the references that are closest in length",
            Numbers.count(figures.written().referenceTokens())));
    LabelFigures.Counts counts = figures.evaluation();
    rows.add(new Row("Tokens predicted, ends among them", Numbers.count(counts.targets())));
    rows.add(new Row("Tokens that the target vocabulary lacks", Numbers.count(counts.unknown())));
    rows.add(new Row("Seconds", Numbers.decimal(counts.seconds())));
    return rows;
  }

  private static List<Row> measures(DecodedFigures figures) {
    List<Row> rows = new ArrayList<>();
    figures
        .figures()
        .forEach(value -> rows.add(new Row(Numbers.capitalised(value.name()), value.shown())));
    rows.add(new Row("Signature of BLEU", figures.signatures().bleu()));
    rows.add(
        new Row(
            "Signature of BLEU, divided by white space",
            figures.signatures().bleuDividedByWhiteSpace()));
    rows.add(new Row("Signature of chrF", figures.signatures().chrf()));
    rows.add(new Row("Sentences", Numbers.count(figures.written().sentences())));
    rows.add(new Row("Tokens written", Numbers.count(figures.written().tokens())));
    rows.add(
        new Row("Tokens of the references", Numbers.count(figures.written().referenceTokens())));
    rows.add(
        new Row(
            "Distinct-1 of the references",
            Numbers.percent(figures.diversity().referenceDistinct1())));
    rows.add(
        new Row(
            "Distinct-2 of the references",
            Numbers.percent(figures.diversity().referenceDistinct2())));
    LabelFigures.Counts counts = figures.evaluation();
    rows.add(new Row("Tokens predicted, ends among them", Numbers.count(counts.targets())));
    rows.add(new Row("Tokens that the target vocabulary lacks", Numbers.count(counts.unknown())));
    rows.add(new Row("Seconds", Numbers.decimal(counts.seconds())));
    return rows;
  }

  /** The name of the text; null if it has none. */
  private static String corpus(List<Figures.SourceFile> sources) {
    if (sources.isEmpty()) {
      return null;
    }
    String first = sources.get(0).name();
    int others = sources.size() - 1;
    return switch (others) {
      case 0 -> first;
      case 1 -> first + " and 1 more file";
      default -> "%s and %s more files".formatted(first, Numbers.count(others));
    };
  }

  private static List<Row> measures(Figures.TextFigures measures) {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("Negative log-likelihood, nats per token", likelihood(measures)));
    rows.add(new Row("Perplexity per token", Numbers.decimal(measures.perplexity())));
    BitUnit.of(measures)
        .forEach(
            unit -> rows.add(new Row("Bits per " + unit.name(), unit.bits(measures.totalNats()))));
    rows.add(new Row("Top-1 accuracy", Numbers.percent(measures.top1Accuracy())));
    rows.add(new Row("Top-5 accuracy", Numbers.percent(measures.top5Accuracy())));
    rows.add(new Row("Out of vocabulary", Numbers.percent(measures.outOfVocabularyRate())));
    rows.add(new Row("Tokens predicted", Numbers.count(measures.targets())));
    rows.add(new Row("Characters", Numbers.count(measures.characters())));
    rows.add(new Row("Bytes", Numbers.count(measures.bytes())));
    rows.add(new Row("Seconds", Numbers.decimal(measures.seconds())));
    rows.add(new Row("Tokens per second", Numbers.decimal(measures.tokensPerSecond())));
    return rows;
  }

  private static List<Row> measures(LabelFigures figures) {
    List<Row> rows = new ArrayList<>();
    figures
        .figures()
        .forEach(value -> rows.add(new Row(Numbers.capitalised(value.name()), value.shown())));
    LabelFigures.Counts counts = figures.evaluation();
    String what = Numbers.capitalised(counts.targetsAre());
    rows.add(new Row(what + " predicted", Numbers.count(counts.targets())));
    String unknown =
        figures.eachStep()
            ? " that training does not have"
            : " whose %s training does not have".formatted(figures.labelIs());
    rows.add(new Row(what + unknown, Numbers.count(counts.unknown())));
    rows.add(new Row("Seconds", Numbers.decimal(counts.seconds())));
    rows.add(new Row(what + " per second", Numbers.decimal(counts.targetsPerSecond())));
    return rows;
  }

  private static String likelihood(Figures.TextFigures measures) {
    String mean = Numbers.decimal(measures.negativeLogLikelihood());
    return measures.standardError() == null
        ? mean
        : mean + " ± " + Numbers.decimal(measures.standardError());
  }

  /** Whether the model beats the best baseline, and how that is coloured. */
  record ShownVerdict(String kind, String words) {}

  private static ShownVerdict verdict(BaselineVerdict verdict) {
    if (verdict == null) {
      return null;
    }
    return shown(verdict.outcome(), verdict.words());
  }

  static ShownVerdict shown(BaselineVerdict.Outcome outcome, String words) {
    String kind =
        switch (outcome) {
          case BETTER -> "good";
          case NOT_TOLD_APART -> "plain";
          case WORSE, NOT_FINITE -> "bad";
        };
    return new ShownVerdict(kind, "The model is " + words + ".");
  }

  /** A setting that is not at its default. */
  record ChangedSetting(String name, String value, String standard) {}

  private static List<ChangedSetting> changes(TrainingProvenance training) {
    return training.changes().stream()
        .map(
            change ->
                new ChangedSetting(
                    change.key(),
                    change.value(),
                    change.standard() == null ? "no setting any more" : change.standard()))
        .toList();
  }

  private static List<Row> rows(Map<String, String> values) {
    return values.entrySet().stream()
        .map(row -> new Row(row.getKey(), String.valueOf(row.getValue())))
        .toList();
  }

  private static String blankToNull(String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
