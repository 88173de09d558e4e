package org.ravel.config;

/**
 * Settings of {@code cell = lstm}.
 *
 * @param forgetGateBias added to the forget gate's initial bias (Jozefowicz et al. 2015 recommend
 *     1)
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
