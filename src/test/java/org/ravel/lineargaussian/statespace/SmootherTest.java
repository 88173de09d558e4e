package org.ravel.lineargaussian.statespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.RepeatedTest;
import org.ravel.lineargaussian.statespace.Expectations.Sums;

/** Filter and smoother against one large normal distribution over all that can be seen. */
class SmootherTest {
  private static final int STEPS = 6;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final int states = 1 + random.nextInt(3);
  private final int width = 1 + random.nextInt(2);
  private final StateSpace system = Systems.random(random, states, width);
  private final double[] values = Systems.sequence(random, system, STEPS, 0.3);

  @RepeatedTest(5)
  void theLikelihoodIsTheDensityOfAllThatWasSeen() {
    assertClose(
        new Smoother(system, true).sums(values).logLikelihood,
        new DenseNormal(system, values).logDensity());
  }

  @RepeatedTest(5)
  void expectationsAreThoseOfTheWholeDistribution() {
    DenseNormal dense = new DenseNormal(system, values);
    Sums sums = new Smoother(system, true).sums(values);
    Sums expected = new Sums(states, width, true);
    for (int t = 0; t < STEPS; t++) {
      RealMatrix state = dense.state(t);
      Dense.add(1, dense.square(state, state), expected.square);
      Dense.add(1, dense.mean(state), expected.mean);
      if (t > 0) {
        RealMatrix noise = dense.moveNoise(t);
        RealMatrix before = dense.state(t - 1);
        Dense.add(1, dense.square(noise, noise), expected.moveNoise);
        Dense.add(1, dense.square(noise, before), expected.moveNoiseByState);
        Dense.add(1, dense.square(before, before), expected.movedStates);
      }
      for (int i = 0; i < width; i++) {
        if (!Double.isNaN(values[t * width + i])) {
          RealMatrix noise = dense.outputNoise(t, i);
          expected.seen[i]++;
          expected.noise[i] += dense.square(noise, noise)[0][0];
          Dense.add(1, dense.square(noise, state)[0], expected.noiseByState[i]);
          Dense.add(1, dense.square(state, state), expected.seenStates[i]);
        }
      }
    }
    Dense.add(1, dense.square(dense.state(0), dense.state(0)), expected.firstSquare);
    Dense.add(1, dense.mean(dense.state(0)), expected.firstMean);
    expected.logLikelihood = dense.logDensity();
    expected.sequences = 1;
    expected.steps = STEPS;
    expected.moves = STEPS - 1;
    double[] flat = sums.flat();
    double[] wanted = expected.flat();
    for (int i = 0; i < flat.length; i++) {
      assertClose(flat[i], wanted[i]);
    }
  }

  @RepeatedTest(3)
  void variancesAloneAreTheSameWithoutStates() {
    Sums all = new Smoother(system, true).sums(values);
    Sums few = new Smoother(system, false).sums(values);
    assertThat(few.moveNoise).isDeepEqualTo(all.moveNoise);
    assertThat(few.noise).isEqualTo(all.noise);
    assertThat(few.seen).isEqualTo(all.seen);
  }

  @RepeatedTest(5)
  void forecastsAreThoseOfTheWholeDistribution() {
    int ahead = 3;
    double[] longer = Arrays.copyOf(values, (STEPS + ahead) * width);
    Arrays.fill(longer, STEPS * width, longer.length, Double.NaN);
    DenseNormal dense = new DenseNormal(system, longer);
    KalmanFilter filter = new KalmanFilter(system);
    for (int t = 0; t < STEPS; t++) {
      if (t > 0) {
        filter.advance();
      }
      filter.see(values, t);
    }
    double[] means = new double[ahead * width];
    filter.predict(ahead, width, means);
    double[] variances = filter.variances(ahead, width);
    for (int step = 0; step < ahead; step++) {
      for (int i = 0; i < width; i++) {
        RealMatrix output =
            MatrixUtils.createRowRealMatrix(system.output()[i]).multiply(dense.state(STEPS + step));
        int at = step * width + i;
        assertClose(means[at], dense.mean(output)[0] + system.offset()[i]);
        assertClose(
            variances[at], dense.covariance(output).getEntry(0, 0) + system.outputNoise()[i]);
      }
    }
  }

  private void assertClose(double actual, double expected) {
    assertThat(actual)
        .as("seed %d", seed)
        .isCloseTo(expected, within(1e-7 * (1 + Math.abs(expected))));
  }
}
