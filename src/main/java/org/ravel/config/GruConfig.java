package org.ravel.config;

/**
 * Settings of {@code cell = gru}.
 *
 * @param reset where the reset gate applies
 * @param updateGateBias added to the update gate's initial bias; above 0 the state stays longer
 */
public record GruConfig(Reset reset, double updateGateBias) {

  /** Where the reset gate applies. */
  public enum Reset {
    /** To the state, before the product with the weights (Cho et al. 2014). */
    BEFORE,
    /** To the product, as in cuDNN and PyTorch. */
    AFTER
  }

  public GruConfig {
    Require.present("model.gru.reset", reset);
    Require.that(
        Double.isFinite(updateGateBias), "model.gru.update-gate-bias", updateGateBias, "be finite");
  }
}
