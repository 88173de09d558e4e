package org.ravel.evaluation.measure;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.ravel.config.Better;
import org.ravel.config.Task;
import org.ravel.evaluation.measure.Figure.Unit;

/**
 * What a classification came to: each sequence has one class.
 *
 * @param targets sequences
 * @param right sequences whose class is right
 * @param unknown sequences whose true class training did not have: they count as wrong, and have no
 *     loss
 * @param nats sum of the others' negative log-likelihoods
 * @param mostFrequent the class that training has most often
 * @param baselines what counts of the training split come to on the same targets
 * @param byLabel classes that are true or predicted anywhere
 * @param confusions the most frequent mistakes
 * @param matrix labels beside each other
 * @param worst what the model is most wrong about
 * @param rankings how each class is scored against the rest, where there are both
 * @param classes how many there are
 * @param reliability answers by their probability, the least sure first
 * @param byLength sequences by their length, the shortest first
 */
public record Classes(
    long targets,
    long right,
    long unknown,
    double nats,
    String mostFrequent,
    List<Baseline> baselines,
    List<LabelMatches> byLabel,
    List<ConfusedPair> confusions,
    ConfusionMatrix matrix,
    List<WorstExample> worst,
    List<Ranking> rankings,
    int classes,
    List<Reliability> reliability,
    List<LengthMatches> byLength)
    implements LabelMeasures {

  /**
   * A class against the rest.
   *
   * @param area under the ROC curve: one half where the scores say nothing, 1 at best
   * @param error the most that the area is off by
   * @param curve the ROC curve, from (0, 0) to (1, 1)
   */
  public record Ranking(String name, double area, double error, List<RocPoint> curve)
      implements Serializable {}

  /**
   * A point of the ROC curve.
   *
   * @param falsePositives share of the rest that is scored above some bound
   * @param truePositives share of the class that is
   */
  public record RocPoint(double falsePositives, double truePositives) implements Serializable {}

  /**
   * Answers that the model was about equally sure of.
   *
   * @param low probability that theirs lie above
   * @param high probability that theirs lie at or below
   * @param answers how many
   * @param right how many of them are right
   * @param confidence their probabilities, added up
   */
  public record Reliability(double low, double high, long answers, long right, double confidence)
      implements Serializable {

    /**
     * Expected calibration error: how far the share of right answers is from what the model said,
     * on the mean over all answers.
     */
    static double error(List<Reliability> bins) {
      long answers = bins.stream().mapToLong(Reliability::answers).sum();
      return bins.stream().mapToDouble(bin -> Math.abs(bin.right() - bin.confidence())).sum()
          / answers;
    }
  }

  @Override
  public String target() {
    return Task.CLASSIFICATION.target();
  }

  /**
   * Area under the ROC curve: of the second class where there are two, else the mean over the
   * classes, each against the rest; not a number without one to rank.
   */
  public double area() {
    return rankings.stream()
        .skip(classes == 2 ? Math.max(0, rankings.size() - 1) : 0)
        .mapToDouble(Ranking::area)
        .average()
        .orElse(Double.NaN);
  }

  /** See {@link Reliability#error}. */
  public double calibrationError() {
    return Reliability.error(reliability);
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of("accuracy", accuracy(), Unit.SHARE, Better.HIGHER));
    figures.add(Figure.of("macro F1", macroF1(), Unit.SHARE, Better.HIGHER));
    figures.add(Figure.of("micro F1", microF1(), Unit.SHARE, Better.HIGHER));
    figures.add(Figure.of("ROC AUC", area(), Unit.NUMBER, Better.HIGHER));
    figures.add(Figure.of("log loss", loss(), Unit.NATS, Better.LOWER));
    figures.add(Figure.of("calibration error", calibrationError(), Unit.SHARE, Better.LOWER));
    return figures;
  }
}
