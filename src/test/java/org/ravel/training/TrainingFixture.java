package org.ravel.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.ConfigLoader;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.error.StoppedException;
import org.ravel.network.Network;
import org.ravel.network.NetworkSnapshot;
import org.ravel.pipeline.Engines;
import org.ravel.shard.Manifest.ShardFile;
import org.ravel.shard.ShardSet;
import org.ravel.shard.file.ShardReader;
import org.ravel.shard.preparation.Preparation;
import org.ravel.storage.Storage;
import org.ravel.testing.SparkFixture;
import org.ravel.training.checkpoint.CheckpointFolder;

/**
 * Small trainings on random text in a folder.
 *
 * @param folder where the corpus and the shards lie
 */
record TrainingFixture(Path folder) {
  static final int LENGTH = 7;

  /**
   * Tiny networks, no validation, no state that is forgotten and plain averages, with settings of
   * the test above.
   */
  RavelConfig config(Map<String, ?> settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("corpus.input", folder.resolve("corpus.txt").toUri().toString());
    all.put("output", folder.resolve("out").toUri().toString());
    all.put("shards.sequence-length", Integer.toString(LENGTH));
    all.put("split.validation", "0");
    all.put("split.test", "0");
    all.put("model.embedding-size", "5");
    all.put("model.hidden-size", "6");
    all.put("training.state-reset", "0");
    all.put("averaging.outer.step", "plain");
    settings.forEach((key, value) -> all.put(key, String.valueOf(value)));
    return ConfigLoader.load("test", "", all).values();
  }

  /** Prepares a text. */
  ShardSet shards(RavelConfig config, String text) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("corpus.txt"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Storage storage = new Storage(new Configuration());
    new Preparation(SparkFixture.session(), storage, config, "", true).run();
    return ShardSet.open(storage, config.shards().path());
  }

  static String randomText(int length, long seed) {
    return new Random(seed)
        .ints(length, 'a', 'e')
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  /** The training split in memory. */
  static List<int[]> sequences(ShardSet shards) {
    List<int[]> sequences = new ArrayList<>();
    for (ShardFile file : shards.split(Split.TRAIN).files()) {
      try (ShardReader reader =
          ShardReader.open(new Configuration(), shards.path(), file, 0, file.sequences(), false)) {
        reader.forEachRemaining(sequence -> sequences.add(sequence.tokens()));
      }
    }
    return sequences;
  }

  /** Trains without validation in the shared session. */
  static Recorder train(RavelConfig config, ShardSet shards) {
    return train(SparkFixture.session(), config, shards);
  }

  /** Trains without validation, from the start. */
  static Recorder train(SparkSession session, RavelConfig config, ShardSet shards) {
    CheckpointFolder none = checkpoints(config, UUID.randomUUID().toString());
    return train(session, config, shards, new Interruption(none, () -> false));
  }

  /** Trains without validation. */
  static Recorder train(
      SparkSession session, RavelConfig config, ShardSet shards, Interruption interruption) {
    return train(session, config, shards, interruption, new Recorder());
  }

  /** Trains without validation; the recorder hears also what is before an interruption. */
  static Recorder train(
      SparkSession session,
      RavelConfig config,
      ShardSet shards,
      Interruption interruption,
      Recorder recorder) {
    return train(session, config, shards, Optional.empty(), interruption, recorder);
  }

  /** Trains without validation from given parameters. */
  static Recorder train(
      SparkSession session,
      RavelConfig config,
      ShardSet shards,
      Optional<? extends StartingParameters> start,
      Interruption interruption,
      Recorder recorder) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    Validator nothing = network -> new Validator.Validation(OptionalDouble.empty(), "");
    recorder.result =
        new Trainer(spark, config, Engines.of(config.training()), nothing, recorder, interruption)
            .train(shards, start);
    return recorder;
  }

  /** Trains without validation, and stops after so many rounds each time until it is over. */
  static Recorder trainWithStops(
      RavelConfig config,
      ShardSet shards,
      Optional<? extends StartingParameters> start,
      int rounds) {
    CheckpointFolder checkpoints = checkpoints(config, "stopped");
    Recorder last = new Recorder();
    int stops = 0;
    while (last.result == null) {
      AtomicInteger done = new AtomicInteger();
      try {
        train(
            SparkFixture.session(),
            config,
            shards,
            start,
            new Interruption(checkpoints, () -> done.incrementAndGet() >= rounds),
            last);
      } catch (StoppedException stopped) {
        stops++;
        last = new Recorder();
      }
    }
    assertThat(stops).isEqualTo((int) (last.result.rounds() - 1) / rounds).isGreaterThan(1);
    return last;
  }

  /** Checkpoints in a folder of a name below the run's. */
  static CheckpointFolder checkpoints(RavelConfig config, String name) {
    return new CheckpointFolder(
        new Storage(new Configuration()),
        new org.apache.hadoop.fs.Path(config.training().path(), name),
        config.training().checkpoint());
  }

  /** What a training told. */
  static class Recorder implements TrainingEvents {
    final List<Round> rounds = new ArrayList<>();
    float[] parameters;
    NetworkSnapshot snapshot;
    TrainingResult result;
    int improvements;

    List<Double> losses() {
      return rounds.stream().map(Round::loss).toList();
    }

    double lastLoss() {
      return rounds.get(rounds.size() - 1).loss();
    }

    @Override
    public void round(Round round) {
      rounds.add(round);
    }

    @Override
    public void validated(Measured measured) {}

    @Override
    public void improved(Network network, Measured measured) {
      parameters = network.parameters().dup().data().asFloat();
      snapshot = network.snapshot();
      improvements++;
    }
  }
}
