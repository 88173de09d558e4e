package org.ravel.network.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SoftmaxTest {

  @RepeatedTest(20)
  void agreesWithThePlainFormula(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    float[] logits = new float[1 + random.nextInt(40)];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (random.nextGaussian() * 5);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit);
    }
    for (int target = 0; target < logits.length; target++) {
      assertThat(nats(logits, target))
          .as("seed %d, target %d", seed, target)
          .isCloseTo(-Math.log(Math.exp(logits[target]) / sum), within(1e-12));
    }
  }

  /** Far more symbols than are raised to a power together, and a number of them left over. */
  @Test
  void manySymbolsAreAddedUpWithoutLoss() {
    Random random = new Random(7);
    float[] logits = new float[10_007];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (random.nextGaussian() * 12);
    }
    logits[17] = Float.NEGATIVE_INFINITY;
    double sum = IntStream.range(0, logits.length).mapToDouble(i -> Math.exp(logits[i])).sum();
    for (int target : new int[] {0, 511, 512, 5_000, 10_006}) {
      assertThat(nats(logits, target)).isCloseTo(Math.log(sum) - logits[target], within(1e-11));
    }
  }

  @Test
  void largeLogitsDoNotOverflow() {
    assertThat(nats(new float[] {10_000, 9_990, -10_000}, 1))
        .isCloseTo(10 + Math.log1p(Math.exp(-10)), within(1e-12));
    assertThat(nats(new float[] {-10_000, -10_000}, 0)).isCloseTo(Math.log(2), within(1e-15));
  }

  @Test
  void aLogitThatIsNotANumberSpoilsEveryTarget() {
    float[] logits = {1, Float.NaN, 2};
    for (int target = 0; target < logits.length; target++) {
      assertThat(nats(logits, target)).isNaN();
    }
    assertThat(Softmax.rank(logits, 1)).as("nothing is below what is not a number").isEqualTo(2);
    assertThat(Softmax.rank(logits, 2)).isEqualTo(1);
  }

  @RepeatedTest(20)
  void ranksByLogitThenById(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    float[] logits = new float[1 + random.nextInt(20)];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = random.nextInt(5) - 2; // Few values: many ties.
    }
    List<Integer> ranked =
        IntStream.range(0, logits.length)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(id -> -logits[id])
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    for (int target = 0; target < logits.length; target++) {
      assertThat(Softmax.rank(logits, target))
          .as("seed %d, target %d", seed, target)
          .isEqualTo(ranked.indexOf(target));
    }
    assertThat(Softmax.best(logits)).as("seed %d", seed).isEqualTo(ranked.get(0));
  }

  private static double nats(float[] logits, int target) {
    return Softmax.normaliser(logits).negativeLogLikelihood(logits[target]);
  }
}
