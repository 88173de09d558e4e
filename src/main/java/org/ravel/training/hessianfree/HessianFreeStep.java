package org.ravel.training.hessianfree;

import java.util.List;
import org.ravel.config.HessianFreeConfig;
import org.ravel.training.hessianfree.ConjugateGradient.Iterate;
import org.ravel.training.hessianfree.ConjugateGradient.Way;
import org.ravel.training.hessianfree.Objective.Slope;

/**
 * One step of Hessian-free optimisation: of the quadratic model with damping λ, q(x) = gᵀx + ½ xᵀ(G
 * + λ μ S + λ 1)x, it takes the iterate of the conjugate gradients from which going further back
 * does not lower the loss, shortens it until the loss falls enough, and sets the next damping by
 * how well the model foretold the loss (Levenberg and Marquardt). G is the Gauss–Newton matrix, S
 * that of structural damping.
 *
 * @param parameters after the step; those before it where no length lowers the loss
 * @param start where the next step's conjugate gradients begin: this one's end, shortened
 * @param damping the next λ
 * @param told about the step
 */
record HessianFreeStep(double[] parameters, double[] start, double damping, Told told) {
  /** By how much the loss must fall, as a share of what its slope promises (Armijo). */
  private static final double LEAST_FALL = 0.01;

  private static final double SHORTER = 0.8;
  private static final int MOST_SHORTENINGS = 60;

  /** The ratios of Martens 2010, section 4.1. */
  private static final double POOR_MODEL = 0.25;

  private static final double GOOD_MODEL = 0.75;
  private static final double STRONGER = 1.5;

  /**
   * What is worth saying of a step.
   *
   * @param lossBefore mean nats per target before it
   * @param lossAfter and after it, on the same targets
   * @param iterations of conjugate gradients
   * @param ratio fall of the loss by the fall that the model foretold
   * @param length of the step, by that of the chosen iterate; 0 for none
   */
  record Told(double lossBefore, double lossAfter, int iterations, double ratio, double length) {}

  /** Takes a step. */
  static HessianFreeStep take(
      Objective objective, HessianFreeConfig config, double[] at, double[] start, double damping) {
    Slope slope = objective.slope(at);
    double structural = damping * config.structuralDamping();
    Way way =
        new ConjugateGradient(
                vector ->
                    ConjugateGradient.sum(
                        objective.product(at, vector, structural), damping, vector),
                config.iterations())
            .minimise(slope.gradient(), start);
    Chosen chosen = chosen(objective, at, way.kept());
    double foretold = chosen.iterate.value();
    double ratio = foretold < 0 ? (chosen.loss - slope.loss()) / foretold : 0;
    double along = ConjugateGradient.dot(slope.gradient(), chosen.iterate.x());
    double length = 1;
    double loss = chosen.loss;
    for (int i = 0; !(loss <= slope.loss() + LEAST_FALL * length * along); i++) {
      if (i == MOST_SHORTENINGS || !(along < 0)) {
        length = 0;
        loss = slope.loss();
        break;
      }
      length *= SHORTER;
      loss = objective.loss(ConjugateGradient.sum(at, length, chosen.iterate.x()));
    }
    double[] zero = new double[at.length];
    return new HessianFreeStep(
        ConjugateGradient.sum(at, length, chosen.iterate.x()),
        ConjugateGradient.sum(zero, config.startDecay(), way.last().x()),
        damping * (ratio < POOR_MODEL ? STRONGER : ratio > GOOD_MODEL ? 1 / STRONGER : 1),
        new Told(slope.loss(), loss, way.iterations(), ratio, length));
  }

  /** From the last iterate back as long as the loss falls. */
  private static Chosen chosen(Objective objective, double[] at, List<Iterate> kept) {
    Chosen best = Chosen.of(objective, at, kept.get(kept.size() - 1));
    for (int i = kept.size() - 2; i >= 0; i--) {
      Chosen earlier = Chosen.of(objective, at, kept.get(i));
      if (earlier.loss >= best.loss) {
        break;
      }
      best = earlier;
    }
    return best;
  }

  /** An iterate, and the loss there; infinite where it is not a number. */
  private record Chosen(Iterate iterate, double loss) {
    static Chosen of(Objective objective, double[] at, Iterate iterate) {
      double loss = objective.loss(ConjugateGradient.sum(at, 1, iterate.x()));
      return new Chosen(iterate, Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss);
    }
  }
}
