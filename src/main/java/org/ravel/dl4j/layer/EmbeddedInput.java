package org.ravel.dl4j.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Rows;
import org.ravel.kernel.Scopes;
import org.ravel.kernel.recurrence.Input;
import org.ravel.kernel.recurrence.Weights;

/** Token ids, each of which reads its row of the embedding: for dropout, which differs by token. */
final class EmbeddedInput implements CellInput {
  private final Tokens tokens;
  private final INDArray activations;

  /**
   * Gathers the rows.
   *
   * @param embedding shape [vocabulary, width], 'c' order
   */
  EmbeddedInput(Tokens tokens, INDArray embedding) {
    this.tokens = tokens;
    activations =
        Scopes.outsideWorkspaces(() -> tokens.floats(embedding.dataType(), embedding.size(1)));
    Rows.gather(embedding, tokens.ids(), activations);
  }

  /** The rows, shape [time, minibatch, width]; may be changed before the pass. */
  INDArray activations() {
    return activations;
  }

  @Override
  public Input features() {
    return new Input.Features(activations);
  }

  @Override
  public int[] shape() {
    return new int[] {tokens.time(), tokens.minibatch(), Math.toIntExact(activations.size(2))};
  }

  @Override
  public Weights weights(Weights ofLayer) {
    return ofLayer;
  }

  @Override
  public Weights gradient(Weights ofLayer) {
    return ofLayer;
  }

  @Override
  public void finish(
      INDArray activationsGradient,
      Weights ofLayer,
      Weights gradientOfLayer,
      INDArray embeddingGradient) {
    INDArray rows = activationsGradient.reshape('c', tokens.ids().length, -1);
    Rows.scatter(rows, tokens.ids(), embeddingGradient);
  }
}
