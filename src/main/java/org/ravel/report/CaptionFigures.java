package org.ravel.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ravel.evaluation.Evaluation;
import org.ravel.evaluation.measure.Captioned;

/**
 * Everything the report of captions says, as {@code report.json} holds it: the component names are
 * its keys.
 *
 * @param scores of the model
 * @param baselines on the same images
 * @param targetBaselines models of the targets alone, on the same targets
 * @param targetVerdict whether the model beats the best of these; null without any
 * @param worst images with the lowest CIDEr-D of their own
 * @param random images that were not chosen by how good they are
 */
record CaptionFigures(
    int format,
    String title,
    String created,
    LabelFigures.Counts evaluation,
    List<LabelFigures.Value> figures,
    Scores scores,
    List<Baseline> baselines,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<TargetBaseline> targetBaselines,
    @JsonInclude(JsonInclude.Include.NON_NULL) BaselineVerdict targetVerdict,
    Written written,
    List<Image> worst,
    List<Image> random,
    List<Figures.LearningPoint> learningCurve,
    TrainingProvenance training,
    Measurement measurement,
    Map<String, String> facts,
    String configuration)
    implements ReportFigures {

  /** Raised when a key changes its meaning or goes. */
  private static final int FORMAT = 1;

  /** How much was written. */
  record Written(long images, long tokens, long referenceTokens) {}

  /** Scores of all images. */
  record Scores(Double bleu1, Double bleu2, Double bleu3, Double bleu4, Double cider) {

    static Scores of(Captioned.Scores scores) {
      List<Double> bleu = scores.bleu();
      return new Scores(
          Figures.finite(bleu.get(0)),
          Figures.finite(bleu.get(1)),
          Figures.finite(bleu.get(2)),
          Figures.finite(bleu.get(3)),
          Figures.finite(scores.cider()));
    }

    /** For people, in the order of the table; the template's name for it. */
    List<String> shown() {
      return List.of(
          Numbers.decimal(bleu1),
          Numbers.decimal(bleu2),
          Numbers.decimal(bleu3),
          Numbers.decimal(bleu4),
          Numbers.decimal(cider));
    }
  }

  /** Captions without a network. */
  record Baseline(String name, Scores scores, String example) {}

  /** A row of the table of scores. */
  record Row(String name, List<String> shown, String example, boolean model) {}

  /**
   * An image, its captions and what the model writes.
   *
   * @param looked where it looked; null where that is not known
   */
  record Image(
      long index,
      String image,
      List<String> references,
      String output,
      Double cider,
      Captioned.Looked looked) {

    static Image of(Captioned.Caption one) {
      return new Image(
          one.index(),
          one.image(),
          one.references(),
          one.output(),
          Figures.finite(one.cider()),
          one.looked());
    }

    /** For people. */
    String shownCider() {
      return Numbers.decimal(cider);
    }

    /** Which image it is. */
    String shownName() {
      return image.isEmpty() ? "image %,d".formatted(index) : image;
    }
  }

  static CaptionFigures of(Evaluation evaluation, Captioned measures, ReportContext context) {
    Captioned.Written written = measures.written();
    return new CaptionFigures(
        FORMAT,
        context.title(),
        context.created().toString(),
        LabelFigures.Counts.of(evaluation, measures.right(), measures.unknown()),
        measures.figures().stream().map(LabelFigures.Value::of).toList(),
        Scores.of(written.scores()),
        written.baselines().stream()
            .map(one -> new Baseline(one.name(), Scores.of(one.scores()), one.example()))
            .toList(),
        TargetBaseline.of(measures, measures.targetModels()),
        BaselineVerdict.of(measures, measures.targetModels()),
        new Written(written.images(), written.tokens(), written.referenceTokens()),
        written.worst().stream().map(Image::of).toList(),
        written.random().stream().map(Image::of).toList(),
        context.learningCurve().stream().map(Figures::learningPoint).toList(),
        context.training(),
        context.measurement(),
        context.facts(),
        context.configuration());
  }

  /** The model and the baselines. */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("the model", scores.shown(), "", true));
    for (Baseline baseline : baselines) {
      rows.add(new Row(baseline.name(), baseline.scores().shown(), baseline.example(), false));
    }
    return rows;
  }
}
