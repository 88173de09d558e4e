package org.ravel.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.ConfigLoader;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.evaluation.Evaluator;
import org.ravel.evaluation.tally.EvaluationSettings;
import org.ravel.network.Network;
import org.ravel.pipeline.Engines;
import org.ravel.shard.ShardSet;
import org.ravel.shard.preparation.Preparation;
import org.ravel.storage.Storage;
import org.ravel.training.Interruption;
import org.ravel.training.Trainer;
import org.ravel.training.TrainingEvents;
import org.ravel.training.Validator;
import org.ravel.training.checkpoint.CheckpointFolder;

/** Language models that are trained in this process, without checkpoints. */
final class Trainings implements AutoCloseable {
  private final SparkSession session;
  private final Storage storage = new Storage(new Configuration());
  private final Path work;

  /**
   * Opens a Spark session.
   *
   * @param master of Spark
   * @param settings of Spark beside those that all measurements have
   * @param work a folder for texts and shards, which are used again if they are there
   */
  Trainings(String master, Map<String, String> settings, Path work) {
    this.work = work.toAbsolutePath();
    SparkSession.Builder builder =
        SparkSession.builder()
            .master(master)
            .appName("ravel benchmark")
            .config("spark.ui.enabled", "false")
            .config("spark.broadcast.compress", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1");
    settings.forEach(builder::config);
    this.session = builder.getOrCreate();
  }

  JavaSparkContext spark() {
    return JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  /** A text of random characters, 65 different ones. */
  Path randomText(long length) throws IOException {
    Path text = work.resolve("random-%d.txt".formatted(length));
    if (!Files.exists(text)) {
      Files.createDirectories(work);
      Files.writeString(
          text,
          new Random(1)
              .ints(length, '!', '!' + 65)
              .mapToObj(Character::toString)
              .collect(Collectors.joining()));
    }
    return text;
  }

  /**
   * Prepares a text, if need be, and trains on it.
   *
   * @param settings keys of {@code reference.conf}; without a validation split nothing is validated
   */
  Outcome train(Path text, Map<String, ?> settings) {
    return train(prepare(text, settings));
  }

  /** Prepares a text, if need be. */
  Prepared prepare(Path text, Map<String, ?> settings) {
    RavelConfig config = config(text, settings);
    return new Prepared(config, shards(config));
  }

  /** Trains on a text. */
  Outcome train(Prepared prepared) {
    RavelConfig config = prepared.config();
    ShardSet shards = prepared.shards();
    Path run = work.resolve("run-" + UUID.randomUUID());
    CheckpointFolder checkpoints =
        new CheckpointFolder(
            storage, new org.apache.hadoop.fs.Path(run.toUri()), config.training().checkpoint());
    Recorder recorder = new Recorder();
    new Trainer(
            spark(),
            config,
            Engines.of(config.training().engine()),
            validator(config, shards),
            recorder,
            new Interruption(checkpoints, () -> false))
        .train(shards);
    storage.delete(new org.apache.hadoop.fs.Path(run.toUri()));
    return new Outcome(
        recorder.parameters,
        List.copyOf(recorder.rounds),
        List.copyOf(recorder.cpuSeconds),
        List.copyOf(recorder.validations));
  }

  private RavelConfig config(Path text, Map<String, ?> settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("corpus.input", text.toAbsolutePath().toUri().toString());
    all.put("corpus.tokenizer", "character");
    all.put("corpus.documents", "none");
    all.put("split.by", "tokens");
    all.put("split.validation", "0");
    all.put("split.test", "0");
    all.put("output", work.toUri().toString());
    all.put("training.sample.length", "0");
    all.put("training.checkpoint.every-minutes", "0");
    settings.forEach((key, value) -> all.put(key, String.valueOf(value)));
    String shards =
        Stream.of(
                "corpus.tokenizer",
                "vocabulary.max-size",
                "shards.sequence-length",
                "split.validation")
            .map(key -> all.getOrDefault(key, "all"))
            .collect(Collectors.joining("-", "shards-%s-".formatted(text.getFileName()), ""));
    all.put("shards.path", work.resolve(shards).toUri().toString());
    return ConfigLoader.load("the benchmark", "", all).values();
  }

  private ShardSet shards(RavelConfig config) {
    if (!storage.exists(new org.apache.hadoop.fs.Path(config.shards().path()))) {
      new Preparation(session, storage, config, "", false).run();
    }
    return ShardSet.open(storage, config.shards().path());
  }

  private Validator validator(RavelConfig config, ShardSet shards) {
    if (!shards.manifest().splits().containsKey(Split.VALIDATION)) {
      return network -> new Validator.Validation(OptionalDouble.empty(), "");
    }
    Evaluator evaluator = new Evaluator(spark(), EvaluationSettings.of(config));
    return network ->
        new Validator.Validation(
            OptionalDouble.of(
                evaluator
                    .evaluate(network.snapshot(), shards, Split.VALIDATION)
                    .text()
                    .negativeLogLikelihood()),
            "");
  }

  @Override
  public void close() {
    session.stop();
  }

  /** A text's shards, and what is done with them. */
  record Prepared(RavelConfig config, ShardSet shards) {}

  /**
   * What a training came to.
   *
   * @param parameters of the network
   * @param cpuSeconds at the end of each round, of this process and its executors since their start
   * @param validations none where there is no validation split
   */
  record Outcome(
      long parameters,
      List<TrainingEvents.Round> rounds,
      List<Double> cpuSeconds,
      List<TrainingEvents.Measured> validations) {

    /** The last one, in nats per token. */
    OptionalDouble validationLoss() {
      return validations.isEmpty()
          ? OptionalDouble.empty()
          : validations.get(validations.size() - 1).loss();
    }

    /** Wall time of each round after the first so many. */
    List<Double> secondsAfter(int warmUp) {
      return rounds.stream()
          .skip(warmUp)
          .map(round -> round.tokens() / round.tokensPerSecond())
          .toList();
    }
  }

  private static final class Recorder implements TrainingEvents {
    private final List<Round> rounds = new ArrayList<>();
    private final List<Double> cpuSeconds = new ArrayList<>();
    private final List<Measured> validations = new ArrayList<>();
    private long parameters;

    @Override
    public void round(Round round) {
      rounds.add(round);
      cpuSeconds.add(CpuTime.withExecutors());
    }

    @Override
    public void validated(Measured measured) {
      if (measured.loss().isPresent()) {
        validations.add(measured);
      }
    }

    @Override
    public void improved(Network network, Measured measured) {
      parameters = network.parameters().length();
    }
  }
}
