package org.ravel.config;

/**
 * What a network that forecasts reads of which series a window is of.
 *
 * @param size numbers of each series; 0 for none
 * @param dropout probability with which a window is read in training as if its series was unknown
 */
public record SeriesEmbeddingConfig(int size, double dropout) {

  public SeriesEmbeddingConfig {
    Require.between(0, ModelConfig.MOST_UNITS, "model.series-embedding.size", size);
    Require.fraction("model.series-embedding.dropout", dropout);
    Require.that(
        size == 0 || dropout > 0,
        "model.series-embedding.dropout",
        dropout,
        "be above 0 with an embedding: what is read of a series that training does not have is learned from the windows that are dropped");
  }
}
