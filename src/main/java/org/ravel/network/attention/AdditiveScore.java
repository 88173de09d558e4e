package org.ravel.network.attention;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.ravel.kernel.Activation;
import org.ravel.kernel.Doubles;
import org.ravel.kernel.Product;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.StepRows;

/**
 * s = v · tanh(h Q + m K). The sums of all pairs of steps are made for one row of the batch at a
 * time, and again on the way back: for all rows they would be much memory.
 */
final class AdditiveScore implements AttentionScore {
  private final Weights weights;
  private final Weights gradients;
  private INDArray steps;
  private INDArray memory;
  private int[] rows;
  private double[] queries;
  private double[] keys;

  /** Q, K and v, or their gradients. */
  record Weights(INDArray query, INDArray key, INDArray vector) {

    static Weights of(String prefix, Parameters parameters) {
      return new Weights(
          parameters.get(prefix + "Q"), parameters.get(prefix + "K"), parameters.get(prefix + "v"));
    }
  }

  AdditiveScore(Weights weights, Weights gradients) {
    this.weights = weights;
    this.gradients = gradients;
  }

  @Override
  public void forward(INDArray given, INDArray remembered, int[] looked, INDArray scores) {
    steps = given;
    memory = remembered;
    rows = looked;
    queries = Doubles.read(projected(given, weights.query()));
    keys = Doubles.read(projected(remembered, weights.key()));
    for (int row = 0; row < given.size(1); row++) {
      Product.write(energies(row), weights.vector(), column(scores, row));
    }
  }

  private static INDArray projected(INDArray values, INDArray matrix) {
    INDArray sums =
        StepRows.create(values.dataType(), values.size(0), values.size(1), matrix.size(1));
    Product.write(StepRows.of(values), matrix, StepRows.of(sums));
    return sums;
  }

  /** The scores of a row of the batch, shape [steps · memory steps, 1]: a view. */
  private static INDArray column(INDArray scores, int row) {
    return scores.get(NDArrayIndex.point(row)).reshape('c', scores.size(1) * scores.size(2), 1);
  }

  private int units() {
    return Math.toIntExact(weights.vector().length());
  }

  private int places() {
    return Math.toIntExact(steps.size(0) * memory.size(0));
  }

  /** tanh of the sums of a row of the batch, shape [steps · memory steps, units]. */
  private INDArray energies(int row) {
    int looked = Math.toIntExact(memory.size(0));
    int sources = Math.toIntExact(memory.size(1));
    int units = units();
    double[] sums = new double[places() * units];
    for (int place = 0; place < places(); place++) {
      int query = (place / looked * rows.length + row) * units;
      int key = (place % looked * sources + rows[row]) * units;
      for (int i = 0; i < units; i++) {
        sums[place * units + i] = queries[query + i] + keys[key + i];
      }
    }
    INDArray energies = StepRows.create(steps.dataType(), places(), units);
    Doubles.write(sums, energies);
    Activation.TANH.apply(energies);
    return energies;
  }

  @Override
  public void backward(INDArray scoreGradients, INDArray stepGradients, INDArray memoryGradients) {
    double[] queryGradients = new double[queries.length];
    double[] keyGradients = new double[keys.length];
    for (int row = 0; row < steps.size(1); row++) {
      INDArray energies = energies(row);
      INDArray ofScores = column(scoreGradients, row);
      Product.add(energies.transpose(), ofScores, gradients.vector());
      INDArray ofSums = StepRows.like(energies);
      Product.write(ofScores, weights.vector().transpose(), ofSums);
      Activation.TANH.applyDerivative(energies, ofSums);
      add(Doubles.read(ofSums), row, queryGradients, keyGradients);
    }
    back(steps, weights.query(), gradients.query(), queryGradients, stepGradients);
    back(memory, weights.key(), gradients.key(), keyGradients, memoryGradients);
  }

  private void add(double[] ofSums, int row, double[] ofQueries, double[] ofKeys) {
    int looked = Math.toIntExact(memory.size(0));
    int sources = Math.toIntExact(memory.size(1));
    int units = units();
    for (int place = 0; place < places(); place++) {
      int query = (place / looked * rows.length + row) * units;
      int key = (place % looked * sources + rows[row]) * units;
      for (int i = 0; i < units; i++) {
        ofQueries[query + i] += ofSums[place * units + i];
        ofKeys[key + i] += ofSums[place * units + i];
      }
    }
  }

  private void back(
      INDArray values, INDArray matrix, INDArray gradient, double[] ofSums, INDArray into) {
    INDArray sums = StepRows.create(values.dataType(), values.size(0) * values.size(1), units());
    Doubles.write(ofSums, sums);
    Product.add(StepRows.of(values).transpose(), sums, gradient);
    Product.add(sums, matrix.transpose(), StepRows.of(into));
  }
}
