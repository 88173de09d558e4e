package org.ravel.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SplitMix64Test {

  @Test
  void isTheAlgorithmOfJavaUtil() {
    for (long seed : new long[] {0, 1, -7, 1_234_567, Long.MIN_VALUE}) {
      SplitMix64 ours = new SplitMix64(seed);
      SplittableRandom theirs = new SplittableRandom(seed);
      for (int i = 0; i < 1000; i++) {
        assertThat(ours.nextLong()).as("seed %d, draw %d", seed, i).isEqualTo(theirs.nextLong());
      }
    }
  }

  @Test
  void doublesLieInTheUnitInterval() {
    SplitMix64 random = new SplitMix64(5);
    double sum = 0;
    for (int i = 0; i < 100_000; i++) {
      double uniform = random.nextDouble();
      assertThat(uniform).isBetween(0.0, Math.nextDown(1.0));
      sum += uniform;
    }
    // 1/2, give or take 4.5 standard errors of sqrt(1/12/n).
    assertThat(sum / 100_000).isBetween(0.4959, 0.5041);
  }
}
