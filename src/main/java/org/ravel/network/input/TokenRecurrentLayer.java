package org.ravel.network.input;

import java.util.ArrayList;
import java.util.List;
import org.ravel.network.layer.DropoutLayer;
import org.ravel.network.layer.RecurrentLayer;
import org.ravel.network.module.DropFactors;
import org.ravel.network.module.InputLayer;
import org.ravel.network.module.InputModule;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;

/**
 * An embedding and the recurrent layer that reads it, in one. Without dropout, what the cell makes
 * of a token is computed once for all its occurrences in a batch.
 *
 * @param vocabularySize number of token ids
 * @param kept probability of keeping a token of a row of a batch in training, see {@link WordDrop}
 * @param dropout of the embedding; null for none
 * @param recurrent whose inputs are the embedding
 */
public record TokenRecurrentLayer(
    int vocabularySize, double kept, DropoutLayer dropout, RecurrentLayer recurrent)
    implements InputLayer {

  public TokenRecurrentLayer {
    if (dropout != null && dropout.width() != recurrent.inputs()) {
      throw new IllegalArgumentException(
          "the dropout is of %d features but the embedding has %d"
              .formatted(dropout.width(), recurrent.inputs()));
    }
    DropFactors.requireShare("an embedding", kept, "symbols");
  }

  /** A layer that keeps all tokens. */
  public TokenRecurrentLayer(int vocabularySize, DropoutLayer dropout, RecurrentLayer recurrent) {
    this(vocabularySize, 1, dropout, recurrent);
  }

  private EmbeddingLayer embedding() {
    return new EmbeddingLayer(vocabularySize, recurrent.inputs(), kept);
  }

  @Override
  public int width() {
    return recurrent.width();
  }

  @Override
  public List<ParameterShape> parameters(String prefix) {
    List<ParameterShape> shapes = new ArrayList<>(embedding().parameters(prefix));
    shapes.addAll(recurrent.parameters(prefix));
    return shapes;
  }

  @Override
  public InputModule open(String prefix, Parameters values, Parameters gradients) {
    return new TokenRecurrentModule(
        embedding().open(prefix, values, gradients),
        dropout == null ? null : dropout.open(prefix, values, gradients),
        recurrent.open(prefix, values, gradients));
  }
}
