package org.ravel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ravel.training.TrainingFixture.checkpoints;
import static org.ravel.training.TrainingFixture.randomText;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.ravel.config.RavelConfig;
import org.ravel.error.ConfigurationException;
import org.ravel.model.NetworkSpecification;
import org.ravel.network.Network;
import org.ravel.shard.ShardSet;
import org.ravel.testing.SparkFixture;
import org.ravel.training.TrainingFixture.Recorder;

class WarmStartIT {
  @TempDir Path folder;

  /** Steps too small for any bit: what is left is what the training started from. */
  @ParameterizedTest
  @ValueSource(strings = {"ravel", "dl4j"})
  void theFirstParametersAreTheGivenOnesToTheBit(String engine) {
    RavelConfig config =
        config(
            engine,
            Map.of("training.updater.name", "sgd", "training.updater.learning-rate", 1e-30));
    ShardSet shards = shards(config);
    WarmStart start = start(config, shards, 5);
    Recorder recorder = train(config, shards, Optional.of(start), "warm");
    assertThat(recorder.rounds).hasSizeGreaterThan(3);
    assertThat(recorder.parameters).isEqualTo(start.network().parameters());
    assertThat(train(config, shards, Optional.empty(), "cold").parameters)
        .isNotEqualTo(recorder.parameters);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ravel", "dl4j"})
  void stoppedAgainAndAgainItComesToTheSameBits(String engine) {
    RavelConfig config = config(engine, Map.of("training.updater.name", "rmsprop"));
    ShardSet shards = shards(config);
    Optional<WarmStart> start = Optional.of(start(config, shards, 5));
    Recorder calm = train(config, shards, start, "calm");
    assertThat(calm.parameters).isNotEqualTo(start.get().network().parameters());
    Recorder last = TrainingFixture.trainWithStops(config, shards, start, 2);
    assertThat(last.parameters).isEqualTo(calm.parameters);
  }

  @Test
  void itGoesOnWithTheSameStartOnly() {
    RavelConfig config = config("ravel", Map.of());
    ShardSet shards = shards(config);
    WarmStart start = start(config, shards, 5);
    train(config, shards, Optional.of(start), "run");
    assertThatThrownBy(() -> train(config, shards, Optional.empty(), "run"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "is to start from random parameters, but the one that was interrupted had started from the parameters with SHA-256 digest of 5");
    assertThatThrownBy(() -> train(config, shards, Optional.of(start(config, shards, 6)), "run"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("with SHA-256 digest of 6, but");
  }

  @Test
  void otherLayersAreRefused() {
    RavelConfig config = config("ravel", Map.of());
    ShardSet shards = shards(config);
    WarmStart other = start(config("ravel", Map.of("model.hidden-size", 4)), shards, 5);
    assertThatThrownBy(() -> train(config, shards, Optional.of(other), "run"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "the network to start from has the parameters 0_E [5, 5], 0_W [5, 16],")
        .hasMessageContaining("or start from scratch");
  }

  private static Recorder train(
      RavelConfig config, ShardSet shards, Optional<WarmStart> start, String name) {
    return TrainingFixture.train(
        SparkFixture.session(),
        config,
        shards,
        start,
        new Interruption(checkpoints(config, name), () -> false),
        new Recorder());
  }

  /** Random parameters of another seed, none of which is so small that a step would show. */
  private static WarmStart start(RavelConfig config, ShardSet shards, long seed) {
    Network network =
        NetworkSpecification.ofText(
                config.model(),
                shards.vocabulary().size(),
                config.training(),
                new FixedSchedule(0.1),
                seed)
            .build();
    network.parameters().addi(2);
    return new WarmStart("digest of " + seed, network.snapshot());
  }

  private ShardSet shards(RavelConfig config) {
    return new TrainingFixture(folder).shards(config, randomText(600, 23));
  }

  private RavelConfig config(String engine, Map<String, Object> further) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("training.engine", engine);
    settings.put("training.path", folder.resolve(UUID.randomUUID().toString()).toUri());
    settings.put("averaging.workers", 2);
    settings.put("averaging.period", 3);
    settings.put("training.minibatch-size", 3);
    settings.put("training.epochs", 2);
    settings.putAll(further);
    return new TrainingFixture(folder).config(settings);
  }
}
