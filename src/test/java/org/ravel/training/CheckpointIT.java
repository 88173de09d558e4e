package org.ravel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ravel.training.TrainingFixture.checkpoints;
import static org.ravel.training.TrainingFixture.randomText;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.config.RavelConfig;
import org.ravel.error.ConfigurationException;
import org.ravel.error.LockedException;
import org.ravel.error.StoppedException;
import org.ravel.shard.ShardSet;
import org.ravel.testing.Folders;
import org.ravel.testing.SparkFixture;
import org.ravel.training.TrainingFixture.Recorder;
import org.ravel.training.checkpoint.CheckpointFolder;

class CheckpointIT {
  private static ShardSet prepared;

  @TempDir Path folder;

  @BeforeAll
  static void prepare(@TempDir Path shared) {
    TrainingFixture fixture = new TrainingFixture(shared);
    prepared = fixture.shards(fixture.config(Map.of()), randomText(900, 23));
  }

  /** Stopped after every round, and gone on with. */
  @ParameterizedTest
  @CsvSource({
    "ravel, average, plain, adam, none",
    "ravel, keep, diloco, adam, exponential",
    "ravel, reset, bmuf, nesterov, tail",
    "ravel, average, plain, sgd, none",
    "dl4j, average, plain, rmsprop, none",
  })
  void aTrainingThatIsStoppedAgainAndAgainComesToTheSameBits(
      String engine, String updaterState, String outer, String updater, String mean) {
    Map<String, Object> settings = settings(engine, updaterState, outer, updater);
    settings.put("training.weight-averaging.name", mean);
    if (engine.equals("ravel")) {
      settings.put("model.embedding-dropout", 0.2);
      settings.put("model.weight-dropout", 0.3);
      settings.put("training.temporal-regularisation", 1);
    }
    RavelConfig config = fixture().config(settings);
    ShardSet shards = prepared;
    Recorder calm = TrainingFixture.train(config, shards);
    CheckpointFolder checkpoints = checkpoints(config, "checkpoints");
    List<Double> losses = new ArrayList<>();
    Recorder last = null;
    while (last == null) {
      AtomicInteger rounds = new AtomicInteger();
      Recorder recorder = new Recorder();
      try {
        last = train(config, shards, checkpoints, rounds, recorder);
      } catch (StoppedException stopped) {
        assertThat(stopped)
            .hasMessageContaining("stopped by a signal after round " + (losses.size() + 1));
      }
      losses.addAll(recorder.losses());
    }
    assertThat(losses).isEqualTo(calm.losses()).hasSizeGreaterThan(5);
    assertThat(last.parameters).isEqualTo(calm.parameters);
    assertThat(last.result.tokens()).isEqualTo(calm.result.tokens());
    assertThat(last.result.rounds()).isEqualTo(calm.result.rounds());
    assertThat(checkpoints.isFinished()).isTrue();
  }

  private static Recorder train(
      RavelConfig config,
      ShardSet shards,
      CheckpointFolder checkpoints,
      AtomicInteger rounds,
      Recorder recorder) {
    Interruption afterOneRound = new Interruption(checkpoints, () -> rounds.incrementAndGet() > 0);
    return TrainingFixture.train(SparkFixture.session(), config, shards, afterOneRound, recorder);
  }

  @Test
  void theLastOnesAreKeptAndOneThatIsCutOffIsPassedOver() throws IOException {
    Map<String, Object> settings = settings("ravel", "average", "plain", "adam");
    settings.put("training.checkpoint.every-rounds", 2);
    settings.put("training.checkpoint.keep", 3);
    settings.put("training.epochs", 50);
    RavelConfig config = fixture().config(settings);
    ShardSet shards = prepared;
    CheckpointFolder checkpoints = checkpoints(config, "checkpoints");
    AtomicInteger rounds = new AtomicInteger();
    assertThatThrownBy(
            () ->
                TrainingFixture.train(
                    SparkFixture.session(),
                    config,
                    shards,
                    new Interruption(checkpoints, () -> rounds.incrementAndGet() > 8)))
        .isInstanceOf(StoppedException.class);
    assertThat(Folders.names(run()))
        .containsExactly("round-000000000006", "round-000000000008", "round-000000000009");
    assertThat(checkpoints.rounds()).hasValue(9);
    Path last = run().resolve("round-000000000009");
    byte[] bytes = Files.readAllBytes(last);
    bytes[bytes.length / 2] ^= 1;
    Files.write(last, bytes);
    Files.deleteIfExists(last.resolveSibling(".round-000000000009.crc"));
    Files.writeString(run().resolve(".round-000000000010-left"), "half written");
    assertThat(checkpoints.rounds()).hasValue(8);
  }

  /** Whoever has lost the lock of the folder must not say there that the training is over. */
  @Test
  void theLockIsAskedForAfterTheLastRoundToo() {
    RavelConfig config = config("ravel", "average", "plain", "sgd");
    CheckpointFolder checkpoints = checkpoints(config, "checkpoints");
    long rounds = TrainingFixture.train(config, prepared).result.rounds();
    AtomicInteger asked = new AtomicInteger();
    BooleanSupplier lostInTheLastRound =
        () -> {
          if (asked.incrementAndGet() == rounds) {
            throw new LockedException("lost");
          }
          return false;
        };
    assertThatThrownBy(
            () ->
                TrainingFixture.train(
                    SparkFixture.session(),
                    config,
                    prepared,
                    new Interruption(checkpoints, lostInTheLastRound)))
        .isInstanceOf(LockedException.class);
    assertThat(checkpoints.isFinished()).isFalse();
  }

  @Test
  void otherShardsAreRefused() {
    RavelConfig config = config("ravel", "average", "plain", "adam");
    ShardSet shards = fixture().shards(config, randomText(900, 23));
    CheckpointFolder checkpoints = checkpoints(config, "checkpoints");
    TrainingFixture.train(
        SparkFixture.session(), config, shards, new Interruption(checkpoints, () -> false));
    ShardSet others = fixture().shards(config, randomText(900, 24));
    assertThatThrownBy(
            () ->
                TrainingFixture.train(
                    SparkFixture.session(),
                    config,
                    others,
                    new Interruption(checkpoints, () -> false)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(shards.digest(), others.digest(), "shards.path", "--overwrite");
  }

  private Path run() {
    return folder.resolve("out/training/checkpoints");
  }

  private RavelConfig config(String engine, String updaterState, String outer, String updater) {
    return fixture().config(settings(engine, updaterState, outer, updater));
  }

  private static Map<String, Object> settings(
      String engine, String updaterState, String outer, String updater) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("training.engine", engine);
    settings.put("averaging.updater-state", updaterState);
    settings.put("averaging.outer.step", outer);
    settings.put("training.updater.name", updater);
    settings.put("averaging.workers", engine.equals("dl4j") ? 2 : 3);
    settings.put("averaging.period", 3);
    settings.put("averaging.warmup-periods", 1);
    settings.put("training.minibatch-size", 3);
    settings.put("training.epochs", 2);
    settings.put("training.schedule.name", "cosine");
    settings.put("model.dropout", 0.2);
    return settings;
  }

  private TrainingFixture fixture() {
    return new TrainingFixture(folder);
  }
}
