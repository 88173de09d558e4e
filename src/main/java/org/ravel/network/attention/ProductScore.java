package org.ravel.network.attention;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.BatchProduct;
import org.ravel.kernel.Product;
import org.ravel.network.module.StepRows;

/** The dot product of the memory with the step itself, or with what a matrix makes of it. */
final class ProductScore implements AttentionScore {
  /** Shape [inputs, memory]; null for none. */
  private final INDArray matrix;

  private final INDArray gradient;
  private INDArray steps;
  private INDArray memory;
  private INDArray queries;

  ProductScore(INDArray matrix, INDArray gradient) {
    this.matrix = matrix;
    this.gradient = gradient;
  }

  @Override
  public void forward(INDArray given, INDArray remembered, int[] looked, INDArray scores) {
    steps = given;
    memory = remembered;
    queries = given;
    if (matrix != null) {
      queries = StepRows.create(given.dataType(), given.size(0), given.size(1), matrix.size(1));
      Product.write(StepRows.of(given), matrix, StepRows.of(queries));
    }
    BatchProduct.write(
        StepRows.byRow(queries), StepRows.byRow(memory).permute(0, 2, 1), looked, scores);
  }

  @Override
  public void backward(INDArray scoreGradients, INDArray stepGradients, INDArray memoryGradients) {
    BatchProduct.add(
        scoreGradients.permute(0, 2, 1), StepRows.byRow(queries), StepRows.byRow(memoryGradients));
    if (matrix == null) {
      BatchProduct.add(scoreGradients, StepRows.byRow(memory), StepRows.byRow(stepGradients));
      return;
    }
    INDArray ofQueries = StepRows.like(queries);
    BatchProduct.write(scoreGradients, StepRows.byRow(memory), StepRows.byRow(ofQueries));
    Product.add(StepRows.of(steps).transpose(), StepRows.of(ofQueries), gradient);
    Product.add(StepRows.of(ofQueries), matrix.transpose(), StepRows.of(stepGradients));
  }
}
