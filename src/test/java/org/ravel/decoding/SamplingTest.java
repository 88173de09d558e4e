package org.ravel.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SamplingTest {
  private static final float[] LOGITS = {0f, 1f, 2f, Float.NEGATIVE_INFINITY};

  @Test
  void drawsTokensAsOftenAsTheSoftmaxSays() {
    double[] shares = shares(new Sampling(0.5, 0, 1));
    double total = 1 + Math.exp(2) + Math.exp(4);
    assertThat(shares[0]).isCloseTo(1 / total, within(0.005));
    assertThat(shares[1]).isCloseTo(Math.exp(2) / total, within(0.005));
    assertThat(shares[2]).isCloseTo(Math.exp(4) / total, within(0.005));
    assertThat(shares[3]).isZero();
  }

  @Test
  void topKExcludesTheOthers() {
    double[] shares = shares(new Sampling(1, 2, 1));
    assertThat(shares[0]).isZero();
    assertThat(shares[1]).isCloseTo(1 / (1 + Math.E), within(0.01));
  }

  /** e² of e² + e + 1 is 0.67, with e it is 0.91. */
  @Test
  void topPTakesTheFewestThatReachIt() {
    assertThat(shares(new Sampling(1, 0, 0.6))[2]).isCloseTo(1, within(1e-9));
    double[] shares = shares(new Sampling(1, 0, 0.7));
    assertThat(shares[0]).isZero();
    assertThat(shares[1]).isCloseTo(1 / (1 + Math.E), within(0.01));
    assertThat(shares(new Sampling(1, 0, 0.92))[0]).isPositive();
  }

  /** The share is that of the tokens that top-k has left. */
  @Test
  void topPCountsWhatTopKLeaves() {
    assertThat(shares(new Sampling(1, 2, 0.7))[2]).isCloseTo(1, within(1e-9));
  }

  @Test
  void temperatureZeroTakesTheMostProbable() {
    assertThat(shares(new Sampling(0, 0, 1))[2]).isCloseTo(1, within(1e-9));
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
