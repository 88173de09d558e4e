package org.ravel.dl4j.layer;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.Product;
import org.ravel.kernel.Rows;
import org.ravel.kernel.Scopes;
import org.ravel.kernel.recurrence.Input;
import org.ravel.kernel.recurrence.Weights;

/**
 * Token ids. The product of embedding and input weights is made once a minibatch and only for the
 * tokens that occur in it: a table [distinct tokens, gates · hidden]. Each step looks its rows up,
 * and the gradients are summed by row before they go through the same product, so that both cost as
 * many rows as there are distinct tokens, not as there are tokens.
 */
final class TableInput implements CellInput {
  private final Tokens tokens;

  /** Tokens that occur, in ascending order. */
  private final int[] distinct;

  private final Input.RowIds features;

  /** Their embeddings, shape [distinct tokens, width], 'c' order. */
  private final INDArray embeddings;

  private INDArray table;
  private INDArray tableGradient;

  /**
   * Prepares a pass.
   *
   * @param embedding shape [vocabulary, width], 'c' order
   */
  TableInput(Tokens tokens, INDArray embedding) {
    this.tokens = tokens;
    distinct = Arrays.stream(tokens.ids()).sorted().distinct().toArray();
    int[] rowOf = new int[distinct[distinct.length - 1] + 1];
    for (int row = 0; row < distinct.length; row++) {
      rowOf[distinct[row]] = row;
    }
    features = new Input.RowIds(Arrays.stream(tokens.ids()).map(id -> rowOf[id]).toArray());
    embeddings = empty(embedding, embedding.size(1));
    Rows.gather(embedding, distinct, embeddings);
  }

  @Override
  public Input features() {
    return features;
  }

  @Override
  public int[] shape() {
    return new int[] {tokens.time(), tokens.minibatch(), 0};
  }

  @Override
  public Weights weights(Weights ofLayer) {
    if (table == null) {
      table = empty(embeddings, ofLayer.input().size(1));
      Product.write(embeddings, ofLayer.input(), table);
    }
    return with(table, ofLayer);
  }

  @Override
  public Weights gradient(Weights ofLayer) {
    tableGradient = empty(embeddings, ofLayer.input().size(1)).assign(0);
    return with(tableGradient, ofLayer);
  }

  @Override
  public void finish(
      INDArray activationsGradient,
      Weights ofLayer,
      Weights gradientOfLayer,
      INDArray embeddingGradient) {
    Product.add(embeddings.transpose(), tableGradient, gradientOfLayer.input());
    INDArray rows = empty(embeddings, embeddings.size(1));
    Product.write(tableGradient, ofLayer.input().transpose(), rows);
    Rows.scatter(rows, distinct, embeddingGradient);
  }

  private INDArray empty(INDArray like, long width) {
    long[] shape = {distinct.length, width};
    return Scopes.outsideWorkspaces(() -> Nd4j.createUninitialized(like.dataType(), shape, 'c'));
  }

  private static Weights with(INDArray input, Weights others) {
    return new Weights(input, others.recurrent(), others.bias(), others.peepholes());
  }
}
