package org.ravel.network.attention;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.ravel.kernel.Activation;
import org.ravel.kernel.Doubles;
import org.ravel.kernel.Product;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.StepRows;

/**
 * s = v · tanh(h Q + m K), with m K from {@link AttentionKeys}, which takes the gradients of K and
 * m too. The sums of all pairs of steps are made for one row of the batch at a time, and again on
 * the way back: for all rows they would be much memory.
 */
final class AdditiveScore implements AttentionScore {
  private final Weights weights;
  private final Weights gradients;
  private INDArray steps;
  private INDArray memory;
  private int[] rows;
  private final AttentionKeys ofMemory;
  private double[] queries;
  private double[] keys;

  /** Q and v, or their gradients. */
  record Weights(INDArray query, INDArray vector) {

    static Weights of(String prefix, Parameters parameters) {
      return new Weights(parameters.get(prefix + "Q"), parameters.get(prefix + "v"));
    }
  }

  AdditiveScore(Weights weights, Weights gradients, AttentionKeys ofMemory) {
    this.weights = weights;
    this.gradients = gradients;
    this.ofMemory = ofMemory;
  }

  @Override
  public void forward(INDArray given, INDArray remembered, int[] looked, INDArray scores) {
    steps = given;
    memory = remembered;
    rows = looked;
    queries = Doubles.read(AttentionKeys.projected(given, weights.query()));
    keys = ofMemory.of(remembered);
    for (int row = 0; row < given.size(1); row++) {
      Product.write(energies(row), weights.vector(), column(scores, row));
    }
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
    double[] keyGradients = ofMemory.gradients();
    for (int row = 0; row < steps.size(1); row++) {
      INDArray energies = energies(row);
      INDArray ofScores = column(scoreGradients, row);
      Product.add(energies.transpose(), ofScores, gradients.vector());
      INDArray ofSums = StepRows.like(energies);
      Product.write(ofScores, weights.vector().transpose(), ofSums);
      Activation.TANH.applyDerivative(energies, ofSums);
      add(Doubles.read(ofSums), row, queryGradients, keyGradients);
    }
    AttentionKeys.back(steps, weights.query(), gradients.query(), queryGradients, stepGradients);
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
}
