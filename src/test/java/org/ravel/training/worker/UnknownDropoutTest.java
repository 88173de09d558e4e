package org.ravel.training.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.corpus.Vocabulary;
import org.ravel.model.Vocabularies;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Field;
import org.ravel.testing.CapturedLog;

class UnknownDropoutTest {
  private static final int UNKNOWN = 0;
  private static final int END = 1;
  private static final int OFTEN = 2;
  private static final int ONCE = 3;
  private static final int ONCE_TOO = 4;

  @TempDir Path folder;

  @Test
  void aTokenThatStandsOnceIsReadAsUnknownWithTheProbability() {
    UnknownDropout dropout = dropout(0.3);
    Batch batch = new Batch(Field.of(new int[] {OFTEN, ONCE, END, ONCE_TOO}), Field.of(new int[4]));
    RandomGenerator random = new SplittableRandom(5);
    int draws = 20_000;
    int[] replaced = new int[4];
    for (int i = 0; i < draws; i++) {
      int[] read = dropout.apply(batch, random).inputs().ids();
      for (int step = 0; step < 4; step++) {
        replaced[step] += read[step] == UNKNOWN ? 1 : 0;
      }
    }
    assertThat(replaced[0]).isZero();
    assertThat(replaced[2]).isZero();
    // Five standard deviations.
    double deviation = Math.sqrt(0.3 * 0.7 / draws);
    assertThat((double) replaced[1] / draws).isCloseTo(0.3, within(5 * deviation));
    assertThat((double) replaced[3] / draws).isCloseTo(0.3, within(5 * deviation));
  }

  @Test
  void allOrNothingAtTheEnds() {
    Batch batch = new Batch(Field.of(new int[] {OFTEN, ONCE, ONCE_TOO}), Field.of(new int[3]));
    RandomGenerator random = new SplittableRandom(5);
    assertThat(dropout(1).apply(batch, random).inputs().ids())
        .containsExactly(OFTEN, UNKNOWN, UNKNOWN);
    assertThat(UnknownDropout.NONE.apply(batch, null)).isSameAs(batch);
  }

  @Test
  void targetsAndTheBatchItselfStayAsTheyAre() {
    int[][] tokens = {{ONCE, ONCE_TOO, OFTEN}, {OFTEN, ONCE}};
    Batch batch = Batch.nextStep(tokens, 0, 2);
    Batch read = dropout(1).apply(batch, new SplittableRandom(5));
    assertThat(read.inputs().ids()).containsExactly(UNKNOWN, OFTEN, UNKNOWN, Field.PADDING);
    assertThat(read.inputs().lengths()).containsExactly(2, 1);
    assertThat(read.targets()).isSameAs(batch.targets());
    assertThat(read.symbols().ids()).containsExactly(ONCE_TOO, ONCE, OFTEN, Field.PADDING);
    assertThat(batch.inputs().id(0, 0)).isEqualTo(ONCE);
  }

  /** Where the vocabulary is cut, for instance. */
  @Test
  void aTrainingSplitWithoutSuchATokenStaysAsItIsWithAWarning() {
    long[] counts = {1, 1, 2, 0, 3};
    try (CapturedLog log = CapturedLog.open()) {
      assertThat(dropout(0.5, counts)).isSameAs(UnknownDropout.NONE);
      assertThat(log.lines())
          .singleElement(STRING)
          .contains(
              "training.unknown-dropout is 0.5, but no token of the vocabulary stands only once")
          .contains("vocabulary.min-count=1");
    }
  }

  private UnknownDropout dropout(double probability) {
    long[] counts = new long[5];
    Arrays.fill(counts, 1);
    counts[OFTEN] = 2;
    return dropout(probability, counts);
  }

  private UnknownDropout dropout(double probability, long[] counts) {
    Vocabulary vocabulary = Vocabularies.of(folder, "abc", true);
    return UnknownDropout.of(probability, vocabulary.unknown(), vocabulary::isSpecial, counts);
  }
}
