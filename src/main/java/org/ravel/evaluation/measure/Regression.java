package org.ravel.evaluation.measure;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.ravel.config.Better;
import org.ravel.config.Task;
import org.ravel.evaluation.measure.Figure.Unit;

/**
 * What a model came to that predicts numbers of whole sequences. Errors are in the numbers' own
 * units, unless they are called standardised.
 *
 * @param targets numbers that were predicted
 * @param cost the sum of what the model was trained with, in nats if it is a density
 * @param isDensity whether it is
 * @param byNumber in the order of the columns
 * @param drawn sequences that are drawn at random
 * @param worst those with the largest errors
 */
public record Regression(
    long targets,
    double cost,
    boolean isDensity,
    List<Score> byNumber,
    List<Predicted> drawn,
    List<Predicted> worst)
    implements Measures {

  /**
   * Errors of one number.
   *
   * @param squared MSE
   * @param squaredError standard error of it, from the sequences; null with fewer than two
   * @param absolute MAE
   * @param variance MSE of the best constant: the mean of the sequences that are measured
   * @param standardisedSquared MSE of scaled values
   */
  public record Score(
      long targets,
      double squared,
      Double squaredError,
      double absolute,
      double variance,
      double standardisedSquared)
      implements Serializable {

    /** RMSE. */
    public double rootMeanSquare() {
      return Math.sqrt(squared);
    }

    /** R²: 1 − MSE / variance; not a number where all values are the same. */
    public double determination() {
      return variance == 0 ? Double.NaN : 1 - squared / variance;
    }
  }

  /**
   * A sequence.
   *
   * @param index its number in the split, from 0
   * @param scaledSquare sum of the squared errors of scaled numbers
   */
  public record Predicted(
      long index, int steps, List<Double> values, List<Double> predicted, double scaledSquare)
      implements Serializable {}

  @Override
  public String target() {
    return Task.REGRESSION.target();
  }

  @Override
  public double loss() {
    return cost / targets;
  }

  /** The mean over the numbers, each of which counts the same. */
  private double mean(ToDoubleFunction<Score> measure) {
    return byNumber.stream().mapToDouble(measure).average().orElseThrow();
  }

  /** Root of the mean of all squared errors. */
  public double rootMeanSquare() {
    return Math.sqrt(mean(Score::squared));
  }

  /** The mean R² of the numbers. */
  public double determination() {
    return mean(Score::determination);
  }

  /** RMSE of the best constants. */
  public double constantRootMeanSquare() {
    return Math.sqrt(mean(Score::variance));
  }

  @Override
  public Map<String, Double> course() {
    Map<String, Double> course = new LinkedHashMap<>();
    course.put("RMSE", rootMeanSquare());
    return course;
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of("RMSE", rootMeanSquare(), Unit.SERIES, Better.LOWER));
    figures.add(Figure.of("MAE", mean(Score::absolute), Unit.SERIES, Better.LOWER));
    figures.add(Figure.of("R²", determination(), Unit.NUMBER, Better.HIGHER));
    figures.add(Figure.of("MSE", mean(Score::squared), Unit.SERIES, Better.LOWER));
    figures.add(Figure.of("MSE of the best constant", mean(Score::variance), Unit.SERIES, null));
    figures.add(
        Figure.of("standardised MSE", mean(Score::standardisedSquared), Unit.SERIES, Better.LOWER));
    figures.add(Figure.of("loss", loss(), isDensity ? Unit.NATS : Unit.NUMBER, Better.LOWER));
    return figures;
  }
}
