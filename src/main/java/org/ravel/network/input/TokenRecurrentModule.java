package org.ravel.network.input;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Product;
import org.ravel.kernel.recurrence.Input;
import org.ravel.kernel.recurrence.Weights;
import org.ravel.network.layer.RecurrentModule;
import org.ravel.network.module.Activations;
import org.ravel.network.module.InputModule;
import org.ravel.network.module.Module;
import org.ravel.network.module.Pass;
import org.ravel.network.module.Stateful;
import org.ravel.network.module.StepRows;
import org.ravel.sequence.Steps;

/**
 * A running {@link TokenRecurrentLayer}. The product of embedding and input weights is made once a
 * batch and only for the tokens that occur in it: a table [distinct tokens, gates · units]. Each
 * step looks its rows up, and the gradients are summed by row before they go through the same
 * product, so that both cost as many rows as there are distinct tokens, not as there are tokens.
 * What is dropped differs by step or row, so that in training with it each token has a row of its
 * own. In prediction the table has all tokens, or it is not made.
 */
final class TokenRecurrentModule implements InputModule, Stateful {
  private final EmbeddingModule embedding;

  /** Null for none. */
  private final Module dropout;

  private final RecurrentModule recurrent;

  /** Tokens of the table, in ascending order; null where there is none. */
  private int[] distinct;

  /** Their embeddings, shape [distinct tokens, width], 'c' order. */
  private INDArray embeddings;

  private INDArray table;

  TokenRecurrentModule(EmbeddingModule embedding, Module dropout, RecurrentModule recurrent) {
    this.embedding = embedding;
    this.dropout = dropout;
    this.recurrent = recurrent;
  }

  @Override
  public Activations forward(Steps input, Pass pass) {
    int[] ids = embedding.ids(input);
    if (isEachEmbedded(ids.length, pass)) {
      distinct = null;
      Activations embedded = embedding.forward(input, pass);
      return recurrent.forward(dropout == null ? embedded : dropout.forward(embedded, pass), pass);
    }
    distinct = pass.training() ? distinct(ids) : IntStream.range(0, embedding.symbols()).toArray();
    int[] rows =
        pass.training()
            ? Arrays.stream(ids).map(id -> Arrays.binarySearch(distinct, id)).toArray()
            : ids;
    embeddings = embedding.gather(distinct);
    Weights weights = recurrent.weights();
    table = empty(weights.input().size(1));
    Product.write(embeddings, weights.input(), table);
    return recurrent.run(
        with(table, weights), new Input.RowIds(rows), input.steps(), input.lengths(), pass);
  }

  /**
   * Whether there is no table. In prediction it has all tokens or is not made: with those that
   * occur, its size and so how its product adds up would depend on what else the batch holds.
   */
  private boolean isEachEmbedded(int tokens, Pass pass) {
    return pass.training()
        ? dropout != null || embedding.drops(pass)
        : tokens < embedding.symbols();
  }

  private static int[] distinct(int[] ids) {
    int[] sorted = ids.clone();
    Arrays.sort(sorted);
    int count = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[count++] = sorted[i];
      }
    }
    return Arrays.copyOf(sorted, count);
  }

  @Override
  public void backward(INDArray outputGradient) {
    if (distinct == null) {
      INDArray gradient = recurrent.backward(outputGradient);
      embedding.backward(dropout == null ? gradient : dropout.backward(gradient));
      return;
    }
    Weights weights = recurrent.weights();
    Weights gradients = recurrent.gradients();
    INDArray tableGradient = empty(weights.input().size(1)).assign(0);
    recurrent.runBack(outputGradient, with(tableGradient, gradients), null);
    Product.add(embeddings.transpose(), tableGradient, gradients.input());
    INDArray rows = empty(embeddings.size(1));
    Product.write(tableGradient, weights.input().transpose(), rows);
    embedding.scatter(rows, distinct);
  }

  private INDArray empty(long width) {
    return StepRows.create(embeddings.dataType(), distinct.length, width);
  }

  private static Weights with(INDArray input, Weights others) {
    return new Weights(input, others.recurrent(), others.bias(), others.peepholes());
  }

  @Override
  public void start(Map<String, INDArray> state) {
    recurrent.start(state);
  }

  @Override
  public Map<String, INDArray> reached() {
    return recurrent.reached();
  }

  @Override
  public Map<String, INDArray> startGradient() {
    return recurrent.startGradient();
  }

  @Override
  public void close() {
    recurrent.close();
  }
}
