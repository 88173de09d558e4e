package org.ravel.training.hessianfree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.ravel.config.HessianFreeConfig;

/** Steps on half the squares of residuals, whose Gauss–Newton matrix is written out by hand. */
class HessianFreeStepTest {
  private static final HessianFreeConfig CONFIG = new HessianFreeConfig(1, 0, 20, 0.95);

  /** Rosenbrock's valley: residuals 10 (y − x²) and 1 − x, the minimum 0 at (1, 1). */
  private static class Valley implements Objective {
    @Override
    public double loss(double[] at) {
      double[] r = residuals(at);
      return (r[0] * r[0] + r[1] * r[1]) / 2;
    }

    private static double[] residuals(double[] at) {
      return new double[] {10 * (at[1] - at[0] * at[0]), 1 - at[0]};
    }

    @Override
    public Slope slope(double[] at) {
      double[] r = residuals(at);
      return new Slope(loss(at), new double[] {-20 * at[0] * r[0] - r[1], 10 * r[0]});
    }

    @Override
    public double[] product(double[] at, double[] v, double structural) {
      double first = -20 * at[0] * v[0] + 10 * v[1];
      return new double[] {-20 * at[0] * first + v[0], 10 * first};
    }
  }

  @Test
  void theMinimumOfACurvedValleyIsFound() {
    double[] at = {-1.2, 1};
    double[] start = new double[2];
    double damping = CONFIG.damping();
    double loss = Double.POSITIVE_INFINITY;
    int steps = 0;
    while (loss > 1e-20) {
      assertThat(steps++).isLessThan(100);
      HessianFreeStep step = HessianFreeStep.take(new Valley(), CONFIG, at, start, damping);
      assertThat(step.told().lossBefore()).isLessThanOrEqualTo(loss);
      loss = step.told().lossAfter();
      assertThat(loss)
          .isLessThanOrEqualTo(step.told().lossBefore())
          .isEqualTo(new Valley().loss(step.parameters()));
      at = step.parameters();
      start = step.start();
      damping = step.damping();
    }
    assertThat(at[0]).isCloseTo(1, within(1e-6));
    assertThat(at[1]).isCloseTo(1, within(1e-6));
    // The model is nearly exact there.
    assertThat(damping).isLessThan(0.1);
  }

  /** Of ½ (x − 3)² the first step with damping 1 is half the way, and the model is good. */
  @Test
  void aStepIsThatOfTheDampedModel() {
    Objective parabola =
        new Objective() {
          @Override
          public double loss(double[] at) {
            return (at[0] - 3) * (at[0] - 3) / 2;
          }

          @Override
          public Slope slope(double[] at) {
            return new Slope(loss(at), new double[] {at[0] - 3});
          }

          @Override
          public double[] product(double[] at, double[] vector, double structural) {
            return vector.clone();
          }
        };
    HessianFreeStep step = HessianFreeStep.take(parabola, CONFIG, new double[1], new double[1], 1);
    assertThat(step.parameters()[0]).isCloseTo(1.5, within(1e-12));
    // The loss falls from 4.5 to 1.125; the model, ½ x² + ½ x² − 3 x, says 2.25.
    assertThat(step.told().ratio()).isCloseTo(1.5, within(1e-12));
    assertThat(step.told().length()).isEqualTo(1);
    assertThat(step.damping()).isCloseTo(1 / 1.5, within(1e-12));
    assertThat(step.start()[0]).isCloseTo(0.95 * 1.5, within(1e-12));
  }

  /** A model that foretells too much, and a loss that is infinite where it leads. */
  @Test
  void aStepThatLeadsTooFarIsShortenedAndTheDampingGrows() {
    Objective cliff =
        new Valley() {
          @Override
          public double loss(double[] at) {
            return at[0] > -1.19 || at[1] > 1.1 ? Double.NaN : super.loss(at);
          }
        };
    double[] at = {-1.2, 1};
    HessianFreeStep step = HessianFreeStep.take(cliff, CONFIG, at, new double[2], 0.01);
    assertThat(step.told().length()).isBetween(1e-6, 0.99);
    assertThat(step.told().lossAfter()).isLessThan(step.told().lossBefore());
    assertThat(step.damping()).isCloseTo(0.015, within(1e-12));
  }

  @Test
  void whereNoLengthLowersTheLossNothingMoves() {
    Objective uphill =
        new Valley() {
          @Override
          public double loss(double[] at) {
            return at[0] == -1.2 && at[1] == 1 ? 0 : 1;
          }
        };
    double[] at = {-1.2, 1};
    HessianFreeStep step = HessianFreeStep.take(uphill, CONFIG, at, new double[2], 1);
    assertThat(step.parameters()).containsExactly(at);
    assertThat(step.told().lossAfter()).isEqualTo(step.told().lossBefore());
    assertThat(step.told().length()).isZero();
    assertThat(step.damping()).isEqualTo(1.5);
  }
}
