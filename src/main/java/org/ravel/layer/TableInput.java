package org.ravel.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.Scopes;
import org.ravel.kernel.Weights;

/**
 * Token ids of a small vocabulary. The product of embedding and input weights, a table [vocabulary,
 * gates · hidden], is made once a minibatch; it stands in for the cell's input weights, and the
 * cell reads unit vectors as wide as the vocabulary, instead of embedded tokens. That is the same
 * function with a narrower product at each step, forward and twice backward.
 */
final class TableInput implements CellInput {
  private final INDArray embedding;
  private final INDArray activations;
  private INDArray table;
  private INDArray tableGradient;

  TableInput(Tokens tokens, INDArray embedding) {
    this.embedding = embedding;
    activations =
        Scopes.outsideWorkspaces(() -> tokens.unitVectors(embedding.dataType(), embedding.size(0)));
  }

  /** Whether the table's products are fewer than those that it saves. */
  static boolean pays(long tokens, long vocabulary, long width) {
    return vocabulary * (tokens + width) < tokens * width;
  }

  @Override
  public INDArray activations() {
    return activations;
  }

  @Override
  public Weights weights(Weights ofLayer) {
    if (table == null) {
      table = emptyTable(ofLayer);
      Nd4j.gemm(embedding, ofLayer.input(), table, false, false, 1.0, 0.0);
    }
    return with(table, ofLayer);
  }

  @Override
  public Weights gradient(Weights ofLayer) {
    tableGradient = emptyTable(ofLayer);
    return with(tableGradient, ofLayer);
  }

  @Override
  public void finish(
      INDArray activationsGradient,
      Weights ofLayer,
      Weights gradientOfLayer,
      INDArray embeddingGradient) {
    Nd4j.gemm(embedding, tableGradient, gradientOfLayer.input(), true, false, 1.0, 0.0);
    // The embedding is in 'c' order: its transpose is in 'f' order, as gemm writes.
    Nd4j.gemm(ofLayer.input(), tableGradient, embeddingGradient.transpose(), false, true, 1.0, 0.0);
  }

  private INDArray emptyTable(Weights ofLayer) {
    long[] shape = {embedding.size(0), ofLayer.input().size(1)};
    return Scopes.outsideWorkspaces(
        () -> Nd4j.createUninitialized(embedding.dataType(), shape, 'f'));
  }

  private static Weights with(INDArray input, Weights others) {
    return new Weights(input, others.recurrent(), others.bias(), others.peepholes());
  }
}
