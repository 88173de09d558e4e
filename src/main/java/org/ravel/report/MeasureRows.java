package org.ravel.report;

import java.util.ArrayList;
import java.util.List;
import org.ravel.report.HtmlPage.Row;

/** The table of a report that has all that was measured. */
final class MeasureRows {
  private MeasureRows() {}

  static List<Row> of(Figures.TextFigures measures) {
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

  static List<Row> of(LabelFigures figures) {
    List<Row> rows = rows(figures.figures());
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

  static List<Row> of(SetFigures figures) {
    List<Row> rows = rows(figures.figures());
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

  static List<Row> of(RecognitionFigures figures) {
    List<Row> rows = rows(figures.figures());
    LabelFigures.Counts counts = figures.evaluation();
    rows.add(new Row("Threshold", Numbers.decimal(figures.threshold())));
    rows.add(new Row("Strings", Numbers.count(figures.strings())));
    rows.add(new Row("Decisions", Numbers.count(counts.targets())));
    rows.add(new Row("Legal symbols that training does not have", Numbers.count(counts.unknown())));
    rows.add(new Row("Seconds", Numbers.decimal(counts.seconds())));
    rows.add(new Row("Decisions per second", Numbers.decimal(counts.targetsPerSecond())));
    return rows;
  }

  static List<Row> of(DecodedFigures figures) {
    List<Row> rows = rows(figures.figures());
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
    rows.addAll(predicted(figures.evaluation()));
    rows.addAll(targets(figures.targetBaselines(), figures.targetVerdict()));
    return rows;
  }

  static List<Row> of(CaptionFigures figures) {
    List<Row> rows = rows(figures.figures());
    rows.add(new Row("Images", Numbers.count(figures.written().images())));
    rows.add(
        new Row("Tokens written, without punctuation", Numbers.count(figures.written().tokens())));
    rows.add(
        new Row(
            "Tokens of the references that are closest in length",
            Numbers.count(figures.written().referenceTokens())));
    rows.addAll(predicted(figures.evaluation()));
    rows.addAll(targets(figures.targetBaselines(), figures.targetVerdict()));
    return rows;
  }

  static List<Row> of(ForecastFigures figures) {
    List<Row> rows = rows(figures.figures());
    ForecastFigures.Counts counts = figures.evaluation();
    rows.add(new Row("Values of a season", Numbers.count(figures.season())));
    rows.add(new Row("Series", Numbers.count(figures.bySeries().size())));
    rows.add(new Row("Values forecast", Numbers.count(counts.targets())));
    rows.add(new Row("Values that are missing", Numbers.count(counts.missing())));
    rows.add(
        new Row(
            "Values of series without a seasonal error to divide by",
            Numbers.count(counts.unscaled())));
    rows.add(new Row("Seconds", Numbers.decimal(counts.seconds())));
    rows.add(new Row("Values per second", Numbers.decimal(counts.targetsPerSecond())));
    return rows;
  }

  static List<Row> of(RegressionFigures figures) {
    List<Row> rows = rows(figures.figures());
    RegressionFigures.Counts counts = figures.evaluation();
    rows.add(new Row("Values predicted", Numbers.count(counts.targets())));
    rows.add(new Row("Seconds", Numbers.decimal(counts.seconds())));
    rows.add(new Row("Values per second", Numbers.decimal(counts.targetsPerSecond())));
    return rows;
  }

  private static String likelihood(Figures.TextFigures measures) {
    String mean = Numbers.decimal(measures.negativeLogLikelihood());
    return measures.standardError() == null
        ? mean
        : mean + " ± " + Numbers.decimal(measures.standardError());
  }

  private static List<Row> rows(List<LabelFigures.Value> figures) {
    List<Row> rows = new ArrayList<>();
    for (LabelFigures.Value value : figures) {
      rows.add(new Row(Numbers.capitalised(value.name()), value.shown()));
    }
    return rows;
  }

  /** How much of what should be written was predicted. */
  private static List<Row> predicted(LabelFigures.Counts counts) {
    return List.of(
        new Row("Tokens predicted, ends among them", Numbers.count(counts.targets())),
        new Row("Tokens that the target vocabulary lacks", Numbers.count(counts.unknown())),
        new Row("Seconds", Numbers.decimal(counts.seconds())));
  }

  /** Models of the targets alone. */
  private static List<Row> targets(List<TargetBaseline> baselines, BaselineVerdict verdict) {
    List<Row> rows = new ArrayList<>();
    baselines.forEach(baseline -> rows.add(baseline.row()));
    if (verdict != null) {
      rows.add(new Row("By perplexity the model is", verdict.words()));
    }
    return rows;
  }
}
