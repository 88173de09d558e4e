package org.ravel.config;

/**
 * Hessian-free optimisation (Martens 2010, Martens and Sutskever 2011).
 *
 * @param damping λ of the first round
 * @param structuralDamping μ: how much a change of the recurrent layers' states counts beside one
 *     of the parameters; 0 for not at all
 * @param iterations of conjugate gradients in a round, at most
 * @param startDecay share of the last round's step from which the conjugate gradients begin
 */
public record HessianFreeConfig(
    double damping, double structuralDamping, int iterations, double startDecay) {

  public HessianFreeConfig {
    Require.positive("training.hessian-free.damping", damping);
    Require.notNegative("training.hessian-free.structural-damping", structuralDamping);
    Require.between(1, 10_000, "training.hessian-free.iterations", iterations);
    Require.fraction("training.hessian-free.start-decay", startDecay);
  }
}
