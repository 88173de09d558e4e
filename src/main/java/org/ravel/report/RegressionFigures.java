package org.ravel.report;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ravel.evaluation.Evaluation;
import org.ravel.evaluation.measure.Regression;

/**
 * Everything the report of predicted numbers says, as {@code report.json} holds it: the component
 * names are its keys. A number that is not finite, or has no meaning because nothing was counted,
 * is null.
 *
 * @param lossIsNats whether the loss is that of a density
 * @param byNumber errors of each of the numbers of a sequence
 * @param drawn sequences that are drawn at random
 * @param worst those with the largest errors
 */
record RegressionFigures(
    int format,
    String title,
    String created,
    Counts evaluation,
    boolean lossIsNats,
    List<LabelFigures.Value> figures,
    List<ByNumber> byNumber,
    List<Sequence> drawn,
    List<Sequence> worst,
    List<Figures.LearningPoint> learningCurve,
    TrainingProvenance training,
    Measurement measurement,
    Map<String, String> facts,
    String configuration)
    implements ReportFigures {

  /** Raised when a key changes its meaning or goes. */
  private static final int FORMAT = 1;

  /** What was counted. */
  record Counts(
      String split, String targetsAre, long targets, Double seconds, Double targetsPerSecond)
      implements Measured {

    @Override
    public String target() {
      return targetsAre.substring(0, targetsAre.length() - 1);
    }
  }

  /**
   * Errors of a number.
   *
   * @param number which of them, from 1
   * @param mseError standard error of the MSE
   * @param constantMse MSE of the best constant
   */
  record ByNumber(
      int number,
      long targets,
      Double rmse,
      Double mae,
      Double determination,
      Double mse,
      Double mseError,
      Double constantMse) {

    static ByNumber of(int number, Regression.Score score) {
      return new ByNumber(
          number,
          score.targets(),
          Figures.finite(score.rootMeanSquare()),
          Figures.finite(score.absolute()),
          Figures.finite(score.determination()),
          Figures.finite(score.squared()),
          score.squaredError() == null ? null : Figures.finite(score.squaredError()),
          Figures.finite(score.variance()));
    }
  }

  /** A sequence. */
  record Sequence(long index, int steps, List<Double> values, List<Double> predicted) {

    static Sequence of(Regression.Predicted one) {
      return new Sequence(
          one.index(),
          one.steps(),
          one.values().stream().map(Figures::finite).toList(),
          one.predicted().stream().map(Figures::finite).toList());
    }
  }

  static RegressionFigures of(Evaluation evaluation, Regression measures, ReportContext context) {
    return new RegressionFigures(
        FORMAT,
        context.title(),
        context.created().toString(),
        new Counts(
            evaluation.split(),
            measures.target() + "s",
            measures.targets(),
            Figures.finite(evaluation.seconds()),
            Figures.finite(measures.targets() / evaluation.seconds())),
        measures.isDensity(),
        measures.figures().stream().map(LabelFigures.Value::of).toList(),
        IntStream.range(0, measures.byNumber().size())
            .mapToObj(i -> ByNumber.of(i + 1, measures.byNumber().get(i)))
            .toList(),
        measures.drawn().stream().map(Sequence::of).toList(),
        measures.worst().stream().map(Sequence::of).toList(),
        context.learningCurve().stream().map(Figures::learningPoint).toList(),
        context.training(),
        context.measurement(),
        context.facts(),
        context.configuration());
  }
}
