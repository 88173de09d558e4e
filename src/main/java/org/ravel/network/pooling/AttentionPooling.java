package org.ravel.network.pooling;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Doubles;

/**
 * The mean of each row's steps by weights α = softmax(s) of scores s = x · q / √width. With d the
 * gradient of the mean: ∂L/∂s = α ⊙ (x · d − Σ α (x · d)), ∂L/∂x = α d + ∂L/∂s q / √width.
 */
final class AttentionPooling implements HeapPooling.Kind {
  private final INDArray query;
  private final INDArray queryGradient;

  /** Of each step of each row, step after step. */
  private double[] weights = {};

  /**
   * Attention with a query.
   *
   * @param query shape [width, 1]
   * @param queryGradient null if only to predict
   */
  AttentionPooling(INDArray query, INDArray queryGradient) {
    this.query = query;
    this.queryGradient = queryGradient;
  }

  @Override
  public void forward(HeapPooling.StepNumbers steps, double[] pooled) {
    int rows = steps.rows();
    int width = steps.width();
    double[] scaledQuery = scaledQuery();
    weights = new double[steps.longest() * rows];
    for (int row = 0; row < rows; row++) {
      int length = steps.lengths()[row];
      double greatest = Double.NEGATIVE_INFINITY;
      for (int step = 0; step < length; step++) {
        double score = Doubles.dot(steps.numbers(), steps.at(step, row), scaledQuery, 0, width);
        weights[step * rows + row] = score;
        greatest = Math.max(greatest, score);
      }
      double sum = 0;
      for (int step = 0; step < length; step++) {
        weights[step * rows + row] = Math.exp(weights[step * rows + row] - greatest);
        sum += weights[step * rows + row];
      }
      for (int step = 0; step < length; step++) {
        double weight = weights[step * rows + row] / sum;
        weights[step * rows + row] = weight;
        Doubles.addScaled(pooled, row * width, weight, steps.numbers(), steps.at(step, row), width);
      }
    }
  }

  @Override
  public void backward(
      HeapPooling.StepNumbers steps, double[] pooledGradients, double[] gradients) {
    int width = steps.width();
    double[] scaledQuery = scaledQuery();
    double[] scaledQueryGradient = new double[width];
    for (int row = 0; row < steps.rows(); row++) {
      double[] scores = scoreGradients(steps, row, pooledGradients);
      for (int step = 0; step < scores.length; step++) {
        int at = steps.at(step, row);
        double weight = weights[step * steps.rows() + row];
        Doubles.addScaled(gradients, at, weight, pooledGradients, row * width, width);
        Doubles.addScaled(gradients, at, scores[step], scaledQuery, 0, width);
        Doubles.addScaled(scaledQueryGradient, 0, scores[step], steps.numbers(), at, width);
      }
    }
    scale(scaledQueryGradient);
    Doubles.add(scaledQueryGradient, queryGradient);
  }

  private double[] scoreGradients(
      HeapPooling.StepNumbers steps, int row, double[] pooledGradients) {
    int width = steps.width();
    double[] scores = new double[steps.lengths()[row]];
    double mean = 0;
    for (int step = 0; step < scores.length; step++) {
      scores[step] =
          Doubles.dot(steps.numbers(), steps.at(step, row), pooledGradients, row * width, width);
      mean += weights[step * steps.rows() + row] * scores[step];
    }
    for (int step = 0; step < scores.length; step++) {
      scores[step] = weights[step * steps.rows() + row] * (scores[step] - mean);
    }
    return scores;
  }

  private double[] scaledQuery() {
    return scale(Doubles.read(query));
  }

  private static double[] scale(double[] numbers) {
    Doubles.scale(numbers, 1 / Math.sqrt(numbers.length));
    return numbers;
  }
}
