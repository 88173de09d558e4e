package org.ravel.config;

/**
 * The network: embedding, recurrent layers, softmax over the vocabulary.
 *
 * @param path where {@code train} publishes the model and the other commands read it
 * @param embeddingSize width of the token embedding
 * @param hiddenSize units of each recurrent layer
 * @param layers number of recurrent layers
 * @param dropout probability with which an activation between layers is dropped in training
 * @param tieEmbeddings whether the softmax uses the embedding for its weights
 */
public record ModelConfig(
    String path,
    Cell cell,
    int embeddingSize,
    int hiddenSize,
    int layers,
    double dropout,
    boolean tieEmbeddings,
    LstmConfig lstm,
    GruConfig gru) {

  /** The recurrent layers in words, such as {@code LSTM, 2 × 256 units}. */
  public String summary() {
    String units = "%s, %d × %d units".formatted(cell, layers, hiddenSize);
    return tieEmbeddings ? units + ", tied embeddings" : units;
  }

  /** The recurrent unit. */
  public enum Cell {
    /** Long short-term memory (Hochreiter and Schmidhuber 1997, with forget gates). */
    LSTM,
    /** Gated recurrent unit (Cho et al. 2014). */
    GRU,
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
        !tieEmbeddings || embeddingSize == hiddenSize,
        "model.embedding-size",
        embeddingSize,
        "be model.hidden-size, which is %d, with model.tie-embeddings = true"
            .formatted(hiddenSize));
  }

  /**
   * Settings of {@code cell = lstm}.
   *
   * @param forgetGateBias initial bias of the forget gate (Jozefowicz et al. 2015 recommend 1)
   * @param peepholes whether the gates see the memory (Gers and Schmidhuber 2000)
   */
  public record LstmConfig(double forgetGateBias, boolean peepholes) {

    public LstmConfig {
      Require.that(
          Double.isFinite(forgetGateBias),
          "model.lstm.forget-gate-bias",
          forgetGateBias,
          "be finite");
    }
  }

  /** Settings of {@code cell = gru}: where the reset gate applies. */
  public record GruConfig(Reset reset) {

    /** Where the reset gate applies. */
    public enum Reset {
      /** To the state, before the product with the weights (Cho et al. 2014). */
      BEFORE,
      /** To the product, as in cuDNN and PyTorch. */
      AFTER
    }

    public GruConfig {
      Require.present("model.gru.reset", reset);
    }
  }
}
