package org.ravel.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.ravel.evaluation.measure.Decoded;
import org.ravel.plot.Axis;
import org.ravel.plot.Ink;
import org.ravel.plot.Mark;
import org.ravel.plot.Panel;
import org.ravel.plot.Plot;
import org.ravel.plot.Svg;

/**
 * What the page of a translation shows beside what all pages do.
 *
 * @param predictors the baselines and the model
 * @param lengths a line for the sources of similar length
 * @param maps where attention looked
 * @param course sentences that were written during training
 */
record DecodedSection(
    List<ScoredLine> predictors,
    List<LengthLine> lengths,
    List<DecodedFigures.Sentence> random,
    List<DecodedFigures.Sentence> worst,
    List<AttentionMap> maps,
    List<SentenceCourse> course) {
  /** What is less is not told apart from nothing. */
  private static final double LEAST = 0.01;

  /**
   * The model or a baseline.
   *
   * @param kind {@code model} or {@code baseline}: how it is shown
   * @param note in soft type behind the name
   * @param width of its bar in per cent
   */
  record ScoredLine(
      String name, String kind, String note, String bleu, String chrf, String exact, String width) {

    private static ScoredLine of(DecodedFigures.Baseline one, String kind) {
      return new ScoredLine(
          one.name(),
          kind,
          one.note(),
          Numbers.decimal(one.bleu()),
          Numbers.decimal(one.chrf()),
          Numbers.percent(one.exactMatch()),
          String.format(Locale.ROOT, "%.1f", one.bleu()));
    }
  }

  /**
   * A line of the table by length.
   *
   * @param width of its bar in per cent
   */
  record LengthLine(
      String tokens,
      String sentences,
      String bleu,
      String chrf,
      String exact,
      String ratio,
      String width) {

    private static LengthLine of(DecodedFigures.Bucket bucket) {
      return new LengthLine(
          bucket.to() == null
              ? "%s and more".formatted(Numbers.count(bucket.from()))
              : "%s to %s".formatted(Numbers.count(bucket.from()), Numbers.count(bucket.to())),
          Numbers.count(bucket.sentences()),
          Numbers.decimal(bucket.bleu()),
          Numbers.decimal(bucket.chrf()),
          Numbers.percent((double) bucket.exact() / bucket.sentences()),
          Numbers.decimal(bucket.lengthRatio()),
          String.format(Locale.ROOT, "%.1f", bucket.bleu()));
    }
  }

  /**
   * Where attention looked in a sentence.
   *
   * @param source the sentence
   * @param svg the drawings
   */
  record AttentionMap(String source, String svg) {

    private static AttentionMap of(Decoded.Aligned aligned) {
      return new AttentionMap(String.join(" ", aligned.source()), Svg.inPage(plot(aligned)));
    }
  }

  static DecodedSection of(DecodedFigures figures) {
    return new DecodedSection(
        predictors(figures),
        figures.byLength().stream().map(LengthLine::of).toList(),
        figures.random(),
        figures.worst(),
        figures.attention().stream().map(AttentionMap::of).toList(),
        SentenceCourse.of(figures.learningCurve()));
  }

  /** The baselines as they come, then the model. */
  private static List<ScoredLine> predictors(DecodedFigures figures) {
    List<ScoredLine> predictors = new ArrayList<>();
    figures.baselines().forEach(one -> predictors.add(ScoredLine.of(one, "baseline")));
    predictors.add(
        ScoredLine.of(
            new DecodedFigures.Baseline(
                "this model",
                "",
                figures.figure("BLEU"),
                figures.figure("chrF"),
                figures.figure("exact match")),
            "model"));
    return predictors;
  }

  /** A column for each token of the source, and a row for each that was written, from above. */
  private static Plot plot(Decoded.Aligned aligned) {
    List<String> fromBelow = new ArrayList<>(aligned.output());
    Collections.reverse(fromBelow);
    return new Plot(
        "Attention, sentence " + Numbers.count(aligned.index()),
        "How much each token that was written looks at the tokens of the source.",
        Axis.categories("source", aligned.source()),
        List.of(
            new Panel(
                Axis.categories("output", fromBelow),
                Panel.Size.TALL,
                List.of(new Mark.Cells("weight, per cent", Ink.BLUE, cells(aligned))))));
  }

  private static List<Mark.Cell> cells(Decoded.Aligned aligned) {
    List<Mark.Cell> cells = new ArrayList<>();
    for (int row = 0; row < aligned.output().size(); row++) {
      for (int column = 0; column < aligned.source().size(); column++) {
        double weight = aligned.weights().get(row).get(column);
        if (weight >= LEAST) {
          cells.add(
              new Mark.Cell(
                  column,
                  aligned.output().size() - 1 - row,
                  weight,
                  String.format(Locale.ROOT, "%.0f", 100 * weight),
                  "“%s” looks at “%s”: %s"
                      .formatted(
                          aligned.output().get(row),
                          aligned.source().get(column),
                          Numbers.percent(weight))));
        }
      }
    }
    return cells;
  }

  /** Whether there is a sentence; the template's name for it. */
  boolean hasCourse() {
    return !course.isEmpty();
  }

  /** Whether there is a map; the template's name for it. */
  boolean hasMaps() {
    return !maps.isEmpty();
  }
}
