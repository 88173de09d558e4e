package org.ravel.evaluation.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.evaluation.measure.Classes.RocPoint;

class ScoreHistogramTest {

  /** Against comparing each pair; the narrower the scores, the more of them share a bin. */
  @ParameterizedTest
  @ValueSource(doubles = {5, 0.5, 0.05, 0.002, 0})
  void theAreaIsWithinItsError(double spread) {
    long seed = 23;
    Random random = new Random(seed);
    double[] nats = new double[400];
    boolean[] members = new boolean[nats.length];
    ScoreHistogram scores = new ScoreHistogram(2);
    for (int i = 0; i < nats.length; i++) {
      members[i] = random.nextInt(3) == 0;
      double logOdds = spread * (random.nextGaussian() + (members[i] ? 1 : 0));
      nats[i] = Math.log1p(Math.exp(-logOdds));
      scores.add(nats[i], members[i]);
    }

    double above = 0;
    double pairs = 0;
    for (int i = 0; i < nats.length; i++) {
      for (int j = 0; j < nats.length; j++) {
        if (members[i] && !members[j]) {
          above += nats[i] < nats[j] ? 1 : nats[i] == nats[j] ? 0.5 : 0;
          pairs++;
        }
      }
    }
    assertThat(scores.area())
        .as("seed %d", seed)
        .isCloseTo(above / pairs, within(scores.error() + 1e-12));
    if (spread >= 0.5) {
      assertThat(scores.error()).isLessThan(5e-4);
    }
  }

  @Test
  void theCurveGoesUpWithTheClassAndToTheRightWithTheRest() {
    ScoreHistogram scores = new ScoreHistogram(2);
    scores.add(0.1, true);
    scores.add(0.5, true);
    scores.add(0.5, false);
    scores.add(2, false);

    // A tie is one step in both directions at once.
    assertThat(scores.curve())
        .containsExactly(
            new RocPoint(0, 0), new RocPoint(0, 0.5), new RocPoint(0.5, 1), new RocPoint(1, 1));
    assertThat(scores.area()).isEqualTo(3.5 / 4);
  }

  @Test
  void theCurveOfManyScoresHasFewPoints() {
    ScoreHistogram scores = new ScoreHistogram(2);
    Random random = new Random(7);
    for (int i = 0; i < 5000; i++) {
      scores.add(3 * random.nextDouble(), random.nextBoolean());
    }

    assertThat(scores.curve()).hasSizeBetween(100, 202).endsWith(new RocPoint(1, 1));
  }

  @Test
  void certaintyIsScoredToo() {
    ScoreHistogram scores = new ScoreHistogram(2);
    scores.add(0, true);
    scores.add(Double.POSITIVE_INFINITY, false);
    scores.add(1, false);

    assertThat(scores.area()).isEqualTo(1);
    assertThat(scores.error()).isZero();
  }

  @Test
  void oneKindAloneHasNoArea() {
    ScoreHistogram scores = new ScoreHistogram(2);
    scores.add(1, true);

    assertThat(scores.area()).isNaN();
  }

  /** As blocks are counted, and their sums meet. */
  @Test
  void partsAddUpToTheWhole() {
    Random random = new Random(9);
    ScoreHistogram whole = new ScoreHistogram(2);
    ScoreHistogram parts = new ScoreHistogram(2);
    for (int part = 0; part < 5; part++) {
      ScoreHistogram block = new ScoreHistogram(2);
      for (int i = 0; i < 100 * part; i++) {
        double nats = 2 * random.nextDouble();
        boolean isMember = random.nextBoolean();
        whole.add(nats, isMember);
        block.add(nats, isMember);
      }
      parts = parts.plus(block);
    }
    assertThat(parts.area()).isEqualTo(whole.area());
    assertThat(parts.error()).isEqualTo(whole.error());
    assertThat(parts.curve()).isEqualTo(whole.curve());
  }

  /** Ten thousand classes, each scored for as many examples as would fill any number of bins. */
  @Test
  void ofVeryManyClassesEachHasFewBins() throws IOException {
    ScoreHistogram scores = new ScoreHistogram(10_000);
    Random random = new Random(11);
    for (int i = 0; i < 100_000; i++) {
      double logOdds = 20 * random.nextGaussian();
      scores.add(Math.log1p(Math.exp(-logOdds)), random.nextBoolean());
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(scores);
    }
    // 257 bins of 20 bytes, and as many that wait for more.
    assertThat(bytes.size()).isLessThan(12_000);
    assertThat(scores.area()).isCloseTo(0.5, within(0.01));
    assertThat(scores.error()).isLessThan(0.01);
  }
}
