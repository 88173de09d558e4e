package org.ravel.training.round;

import org.ravel.config.AveragingConfig;
import org.ravel.config.AveragingConfig.OuterConfig;
import org.ravel.training.state.Floats;

/**
 * The step from the parameters before a round, {@code W}, towards the workers' mean {@code M}. With
 * momentum {@code μ} and rate {@code ζ}
 *
 * <pre>
 *   Δ ← μ Δ + ζ (M − W)
 *   W ← W + Δ                          classical
 *   W ← W + ζ (M − W) + μ Δ            Nesterov: where the next Δ starts from
 * </pre>
 *
 * <p>This is blockwise model-update filtering (Chen and Huo 2016, "Scalable training of deep
 * learning machines by incremental block training with intra-block parallel optimization and
 * blockwise model-update filtering") in both its forms, and in the second one also DiLoCo's outer
 * optimiser (Douillard et al. 2023), with {@code W − M} as its gradient. Without momentum and at
 * rate 1 it is the mean itself.
 *
 * @param rate ζ
 * @param momentum μ
 * @param nesterov which of the two
 */
public record OuterStep(double rate, double momentum, boolean nesterov) {

  public static OuterStep of(AveragingConfig averaging) {
    OuterConfig outer = averaging.outer();
    return switch (outer.step()) {
      case PLAIN -> new OuterStep(1, 0, false);
      case BMUF ->
          new OuterStep(
              orElse(outer.learningRate(), 1),
              orElse(outer.momentum(), 1 - 1.0 / averaging.workers()),
              outer.nesterov());
      case DILOCO ->
          new OuterStep(orElse(outer.learningRate(), 0.7), orElse(outer.momentum(), 0.9), true);
    };
  }

  private static double orElse(Double value, double otherwise) {
    return value == null ? otherwise : value;
  }

  /** Whether it goes to the mean, and has no state. */
  public boolean isPlain() {
    return rate == 1 && momentum == 0;
  }

  /**
   * Takes the step.
   *
   * @param before W
   * @param mean M; becomes the new W
   * @param delta Δ, changed as well
   */
  void apply(Floats before, Floats mean, Floats delta) {
    if (isPlain()) {
      return;
    }
    mean.blocks()
        .forEach(
            block -> {
              for (int i = mean.start(block); i < mean.end(block); i++) {
                double from = before.values()[i];
                double towards = rate * (mean.values()[i] - from);
                double moved = momentum * delta.values()[i] + towards;
                mean.values()[i] = (float) (from + (nesterov ? towards + momentum * moved : moved));
                delta.values()[i] = (float) moved;
              }
            });
  }
}
