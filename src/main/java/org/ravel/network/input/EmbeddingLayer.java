package org.ravel.network.input;

import java.util.List;
import org.ravel.network.module.DropFactors;
import org.ravel.network.module.InputLayer;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;

/**
 * A row of numbers for each symbol.
 *
 * @param symbols number of ids
 * @param width features of a symbol
 * @param kept probability of keeping a symbol of a row of a batch in training, see {@link WordDrop}
 */
public record EmbeddingLayer(int symbols, int width, double kept) implements InputLayer {
  public static final String TABLE = "E";

  public EmbeddingLayer {
    DropFactors.requireShare("an embedding", kept, "symbols");
  }

  /** A layer that keeps all symbols. */
  public EmbeddingLayer(int symbols, int width) {
    this(symbols, width, 1);
  }

  @Override
  public List<ParameterShape> parameters(String prefix) {
    return List.of(ParameterShape.table(prefix + TABLE, symbols, width));
  }

  @Override
  public EmbeddingModule open(String prefix, Parameters values, Parameters gradients) {
    // A frozen table has no gradient.
    boolean learns = gradients != null && gradients.has(prefix + TABLE);
    return new EmbeddingModule(
        values.get(prefix + TABLE),
        learns ? gradients.get(prefix + TABLE) : null,
        new WordDrop(kept));
  }
}
