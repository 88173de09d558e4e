package org.ravel.network;

import java.util.List;

/**
 * A row of numbers for each symbol.
 *
 * @param symbols number of ids
 * @param width features of a symbol
 */
public record EmbeddingLayer(int symbols, int width) implements InputLayer {
  static final String TABLE = "E";

  @Override
  public List<ParameterShape> parameters(String prefix) {
    return List.of(ParameterShape.table(prefix + TABLE, symbols, width));
  }

  @Override
  public EmbeddingModule open(String prefix, Parameters values, Parameters gradients) {
    // A frozen table has no gradient.
    boolean learns = gradients != null && gradients.has(prefix + TABLE);
    return new EmbeddingModule(
        values.get(prefix + TABLE), learns ? gradients.get(prefix + TABLE) : null);
  }
}
