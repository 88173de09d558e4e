package org.ravel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.error.TrainingException;
import org.ravel.shard.Manifest.SplitPart;
import org.ravel.shard.ShardSet;
import org.ravel.testing.SparkFixture;
import org.ravel.training.round.RoundTiming;

class RehearsalIT {
  private static final int MINIBATCH = 4;

  @TempDir Path folder;
  private RavelConfig config;
  private ShardSet shards;

  @BeforeEach
  void prepare() {
    config = config(Map.of());
    shards = new TrainingFixture(folder).shards(config, text());
  }

  /** Lines, between which files are cut. */
  private static String text() {
    return TrainingFixture.randomText(5000, 5).replaceAll(".{50}", "$0\n");
  }

  private RavelConfig config(Map<String, ?> settings) {
    Map<String, Object> all =
        new HashMap<>(
            Map.of(
                "corpus.chunk-size",
                "1KiB",
                "averaging.workers",
                2,
                "training.minibatch-size",
                MINIBATCH));
    all.putAll(settings);
    return new TrainingFixture(folder).config(all);
  }

  @Test
  void roundsGoOnForAsLongAsOneLikes() {
    try (Rehearsal rehearsal = rehearsal(config, 3, 5)) {
      assertThat(rehearsal.mostSteps()).isEqualTo(5);
      for (int i = 0; i < 4; i++) {
        long began = System.nanoTime();
        RoundTiming timing = rehearsal.round(i % 2 == 0 ? 3 : 1, 3);
        double seconds = (System.nanoTime() - began) / 1e9;
        assertThat(timing.compute()).isPositive();
        assertThat(timing.sum()).isBetween(0.5 * seconds, 1.01 * seconds);
        assertThat(timing.sum()).isEqualTo(timing.compute() + timing.besides());
      }
      assertThatThrownBy(() -> rehearsal.round(4, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("4 workers");
    }
  }

  @Test
  void aRoundWithoutMinibatchesChangesNothing() {
    try (Rehearsal rehearsal = rehearsal(config, 2, 2)) {
      rehearsal.round(2, 1);
      long own = rehearsal.ownBytes();
      RoundTiming timing = rehearsal.round(2, 0);
      assertThat(timing.compute()).isLessThan(0.01);
      assertThat(rehearsal.ownBytes()).isEqualTo(own);
    }
  }

  @Test
  void bytesAreThoseOfTheStates() {
    try (Rehearsal rehearsal = rehearsal(config, 2, 2)) {
      rehearsal.round(2, 1);
      long parameters = rehearsal.commonBytes() / Float.BYTES / 3;
      // Embedding 5, LSTM of 6, softmax; Adam has two moments.
      int vocabulary = shards.vocabulary().size();
      assertThat(parameters).isEqualTo(vocabulary * 5L + 24 * (5 + 6 + 1) + 7L * vocabulary);
      // State and memory of each lane.
      assertThat(rehearsal.ownBytes()).isEqualTo(2L * Float.BYTES * 6 * MINIBATCH);
      assertThat(rehearsal.broadcastSeconds(1L << 20, 2)).isPositive();
      assertThat(rehearsal.mergeSeconds()).isPositive();
      assertThat(rehearsal.serialisationSeconds()).isPositive();
    }
  }

  @Test
  void onlyTheFirstFilesAreRead() {
    SplitPart whole = shards.split(Split.TRAIN);
    SplitPart part = shards.beginning(Split.TRAIN, 200).split(Split.TRAIN);
    assertThat(whole.files()).hasSizeGreaterThan(2);
    assertThat(part.files()).isEqualTo(whole.files().subList(0, part.files().size()));
    assertThat(part.files()).hasSizeLessThan(whole.files().size());
    assertThat(part.sequences()).isBetween(200L, whole.sequences() - 1);
    assertThat(shards.split(Split.TRAIN)).isEqualTo(whole);
  }

  @Test
  void aTrainingThatDivergesAtItsBeginningSaysSo() {
    RavelConfig hot =
        config(
            Map.of(
                "training.updater.name",
                "sgd",
                "training.updater.learning-rate",
                3e38,
                "training.clip-norm",
                0));
    try (Rehearsal rehearsal = rehearsal(hot, 2, 4)) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 20; i++) {
                  rehearsal.round(2, 4);
                }
              })
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("lower training.updater.learning-rate");
    }
  }

  private Rehearsal rehearsal(RavelConfig configuration, int workers, int steps) {
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(SparkFixture.session().sparkContext());
    return new Rehearsal(spark, configuration, shards, workers, steps);
  }
}
