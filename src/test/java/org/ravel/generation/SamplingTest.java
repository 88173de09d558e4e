package org.ravel.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SamplingTest {
  private static final float[] LOGITS = {0f, 1f, 2f, Float.NEGATIVE_INFINITY};

  @Test
  void drawsTokensAsOftenAsTheSoftmaxSays() {
    double[] shares = shares(new Sampling(0.5, 0));
    double total = 1 + Math.exp(2) + Math.exp(4);
    assertThat(shares[0]).isCloseTo(1 / total, within(0.005));
    assertThat(shares[1]).isCloseTo(Math.exp(2) / total, within(0.005));
    assertThat(shares[2]).isCloseTo(Math.exp(4) / total, within(0.005));
    assertThat(shares[3]).isZero();
  }

  @Test
  void topKExcludesTheOthers() {
    double[] shares = shares(new Sampling(1, 2));
    assertThat(shares[0]).isZero();
    assertThat(shares[1]).isCloseTo(1 / (1 + Math.E), within(0.01));
  }

  @Test
  void temperatureZeroTakesTheMostProbable() {
    assertThat(shares(new Sampling(0, 0))[2]).isCloseTo(1, within(1e-9));
  }

  private static double[] shares(Sampling sampling) {
    Random random = new Random(5);
    int draws = 50_000;
    double[] shares = new double[LOGITS.length];
    for (int i = 0; i < draws; i++) {
      shares[sampling.draw(LOGITS.clone(), random)] += 1.0 / draws;
    }
    return shares;
  }
}
