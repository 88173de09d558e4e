package org.ravel.network.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SoftmaxTest {
  /** That a loss over thousands of symbols may have, in nats. */
  private static final double ERROR = 2e-7;

  @RepeatedTest(20)
  void agreesWithThePlainFormula(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    float[] logits = new float[1 + random.nextInt(1_000)];
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

  /** Far more symbols than a piece has, and a number of them left over. */
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
      assertThat(nats(logits, target)).isCloseTo(Math.log(sum) - logits[target], within(ERROR));
    }
  }

  /** Of many rows the errors take each other's place: nothing is left of them in a mean. */
  @Test
  void errorsHaveNoSide() {
    Random random = new Random(9);
    double sum = 0;
    int rows = 400;
    for (int row = 0; row < rows; row++) {
      float[] logits = new float[20_000];
      double exact = 0;
      for (int i = 0; i < logits.length; i++) {
        logits[i] = (float) (random.nextGaussian() * 3);
        exact += Math.exp(logits[i]);
      }
      sum += nats(logits, row) + logits[row] - Math.log(exact);
    }
    assertThat(sum / rows).isCloseTo(0, within(2e-8));
  }

  @Test
  void largeLogitsDoNotOverflow() {
    assertThat(nats(new float[] {10_000, 9_990, -10_000}, 1))
        .isCloseTo(10 + Math.log1p(Math.exp(-10)), within(1e-12));
    assertThat(nats(new float[] {-10_000, -10_000}, 0)).isCloseTo(Math.log(2), within(1e-15));
    float[] many = new float[5_000];
    Arrays.fill(many, -30_000);
    many[4_000] = 10_000;
    many[4_100] = 9_990;
    assertThat(nats(many, 4_100)).isCloseTo(10 + Math.log1p(Math.exp(-10)), within(ERROR));
    many[12] = Float.NaN;
    assertThat(nats(many, 4_100)).isNaN();
  }

  @Test
  void aLogitThatIsNotANumberSpoilsEveryTarget() {
    float[] logits = {1, Float.NaN, 2};
    for (int target = 0; target < logits.length; target++) {
      assertThat(nats(logits, target)).isNaN();
    }
    assertThat(softmax(logits).rank(1)).as("nothing is below what is not a number").isEqualTo(2);
    assertThat(softmax(logits).rank(2)).isEqualTo(1);
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
      assertThat(softmax(logits).rank(target))
          .as("seed %d, target %d", seed, target)
          .isEqualTo(ranked.indexOf(target));
    }
    assertThat(softmax(logits).best()).as("seed %d", seed).isEqualTo(ranked.get(0));
  }

  /** Each piece's first and last symbols, and differences as small and as large as can be. */
  @Test
  void ranksAmongManySymbolsAreThoseOfAPlainLoop() {
    Random random = new Random(11);
    float[] logits = new float[1_700];
    float[] values = {
      0, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, 1e-30f, 1, Math.nextUp(1f), -3e38f, 3e38f
    };
    for (int i = 0; i < logits.length; i++) {
      logits[i] = values[random.nextInt(values.length)];
    }
    for (int target : new int[] {0, 1, 511, 512, 513, 1_023, 1_024, 1_535, 1_536, 1_699}) {
      for (float own : values) {
        logits[target] = own;
        assertThat(softmax(logits).rank(target))
            .as("target %d, logit %s", target, own)
            .isEqualTo(plainRank(logits, target));
      }
    }
    logits[900] = Float.POSITIVE_INFINITY;
    logits[40] = Float.NEGATIVE_INFINITY;
    logits[41] = Float.NEGATIVE_INFINITY;
    logits[1_300] = Float.NEGATIVE_INFINITY;
    for (int target : new int[] {5, 41, 900, 1_300}) {
      assertThat(softmax(logits).rank(target)).isEqualTo(plainRank(logits, target));
    }
    logits[700] = Float.NaN;
    for (int target : new int[] {5, 41, 700, 900, 1_300}) {
      assertThat(softmax(logits).rank(target)).isEqualTo(plainRank(logits, target));
    }
  }

  private static int plainRank(float[] logits, int target) {
    int above = 0;
    for (int id = 0; id < logits.length; id++) {
      boolean isBelow = id < target ? logits[id] < logits[target] : logits[id] <= logits[target];
      above += id == target || isBelow ? 0 : 1;
    }
    return above;
  }

  private static double nats(float[] logits, int target) {
    return softmax(logits).normaliser().negativeLogLikelihood(logits[target]);
  }

  /** A row that is held in pieces. */
  static Softmax softmax(float[] logits) {
    Softmax softmax = new Softmax(logits.length);
    int from = 0;
    for (float[] piece : softmax.pieces()) {
      System.arraycopy(logits, from, piece, 0, piece.length);
      from += piece.length;
    }
    return softmax;
  }
}
