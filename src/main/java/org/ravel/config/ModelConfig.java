package org.ravel.config;

/**
 * The network: embedding, recurrent layers, softmax over the vocabulary.
 *
 * @param path where {@code train} publishes the model and the other commands read it
 * @param embeddingSize width of the token embedding
 * @param hiddenSize units of each recurrent layer
 * @param layers number of recurrent layers
 * @param dropout probability with which an activation between layers is dropped in training
 * @param forgetGateBias initial bias of the LSTM's forget gate (Jozefowicz et al. 2015 recommend 1)
 */
public record ModelConfig(
    String path,
    Cell cell,
    int embeddingSize,
    int hiddenSize,
    int layers,
    double dropout,
    double forgetGateBias) {

  /** The recurrent unit. */
  public enum Cell {
    /** Long short-term memory (Hochreiter and Schmidhuber 1997, with forget gates). */
    LSTM,
    /** The simple recurrent network of Elman (1990), tanh units. */
    ELMAN
  }

  public ModelConfig {
    Require.path("model.path", path);
    Require.present("model.cell", cell);
    Require.atLeast(1, "model.embedding-size", embeddingSize);
    Require.atLeast(1, "model.hidden-size", hiddenSize);
    Require.atLeast(1, "model.layers", layers);
    Require.fraction("model.dropout", dropout);
    Require.that(
        Double.isFinite(forgetGateBias), "model.forget-gate-bias", forgetGateBias, "be finite");
  }
}
