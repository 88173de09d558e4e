package org.ravel.updater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NesterovTest {
  private static final double RATE = 0.03;

  /**
   * The equations as Sutskever, Martens, Dahl and Hinton (2013) print them, 3 and 4, on the loss
   * (θ₀² + 10 θ₁²) / 2: v ← μ_t v − ε ∇f(θ + μ_t v), θ ← θ + v. The updater's parameters are the
   * places where the gradient is taken, θ + μ_t v.
   */
  @ParameterizedTest
  @CsvSource({"0, 0.9", "1, 0.99", "3, 0.8", "250, 0.99"})
  void theStepsAreThoseOfThePaper(int growthSteps, double largest) {
    double[] theta = {1, -2};
    double[] velocity = new double[2];
    INDArray parameters = Nd4j.createFromArray(1f, -2f);
    INDArray gradient = Nd4j.createFromArray(0f, 0f);
    INDArray state = Nd4j.createFromArray(0f, 0f);
    Nesterov updater = new Nesterov(largest, growthSteps);
    for (int step = 0; step < 40; step++) {
      double mu = momentum(step, growthSteps, largest);
      for (int i = 0; i < 2; i++) {
        double place = theta[i] + mu * velocity[i];
        assertThat(parameters.getDouble(i))
            .as("parameter %d at step %d", i, step)
            .isCloseTo(place, within(1e-5));
        velocity[i] = mu * velocity[i] - RATE * (i == 0 ? 1 : 10) * place;
        theta[i] += velocity[i];
      }
      gradient.putScalar(0, parameters.getFloat(0));
      gradient.putScalar(1, 10 * parameters.getFloat(1));
      updater.step(parameters, gradient, state, RATE, step);
    }
  }

  /** μ_t = min(1 − 2^(−1 − log₂(⌊t / 250⌋ + 1)), μ_max), equation 5 of the paper. */
  private static double momentum(int step, int growthSteps, double largest) {
    if (growthSteps == 0) {
      return largest;
    }
    double log = Math.log(Math.floor((double) step / growthSteps) + 1) / Math.log(2);
    return Math.min(1 - Math.pow(2, -1 - log), largest);
  }

  /** By hand: three quarters at steps 250 to 499, and 0.99 is reached at step 12,250. */
  @Test
  void theMomentumGrows() {
    assertThat(kept(0)).isCloseTo(0.5, within(1e-6));
    assertThat(kept(249)).isCloseTo(0.5, within(1e-6));
    assertThat(kept(250)).isCloseTo(0.75, within(1e-6));
    assertThat(kept(12_249)).isCloseTo(1 - 1 / 98.0, within(1e-6));
    assertThat(kept(12_250)).isCloseTo(0.99, within(1e-6));
    assertThat(kept(2_000_000)).isCloseTo(0.99, within(1e-6));
  }

  /** What is left of a velocity of 1 without a gradient. */
  private static double kept(int step) {
    INDArray velocity = Nd4j.createFromArray(1f);
    new Nesterov(0.99, 250)
        .step(Nd4j.createFromArray(0f), Nd4j.createFromArray(0f), velocity, RATE, step);
    return velocity.getDouble(0);
  }
}
