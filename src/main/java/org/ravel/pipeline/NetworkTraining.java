package org.ravel.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.config.DecoderConfig;
import org.ravel.config.ModelConfig;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.config.Task;
import org.ravel.corpus.WordVectors;
import org.ravel.error.ConfigurationException;
import org.ravel.error.DivergenceException;
import org.ravel.evaluation.label.LabelGroups;
import org.ravel.model.WeightsFile;
import org.ravel.plan.LocalMemory;
import org.ravel.sequence.Column;
import org.ravel.sequence.Schema;
import org.ravel.shard.ShardSet;
import org.ravel.training.GivenWeights;
import org.ravel.training.Interruption;
import org.ravel.training.LaneSupply;
import org.ravel.training.PretrainedEmbedding;
import org.ravel.training.StartingParameters;
import org.ravel.training.Trainer;
import org.ravel.training.TrainingResult;
import org.ravel.training.TrainingSize;
import org.ravel.training.WarmStart;
import org.ravel.training.checkpoint.CheckpointFolder;
import org.ravel.wording.Phrases;

/** The training of a network, round by round, in a folder from which it goes on. */
final class NetworkTraining {
  private final JobContext context;
  private final JavaSparkContext spark;
  private final ShardSet shards;
  private final Path run;
  private final CheckpointFolder checkpoints;

  /**
   * A training.
   *
   * @param run its folder
   */
  NetworkTraining(
      JobContext context,
      JavaSparkContext spark,
      ShardSet shards,
      Path run,
      CheckpointFolder checkpoints) {
    this.context = context;
    this.spark = spark;
    this.shards = shards;
    this.run = run;
    this.checkpoints = checkpoints;
  }

  /**
   * Refuses a training that cannot work.
   *
   * @throws ConfigurationException if the network is too large, if workers would have no data, or
   *     if validations could not be counted as configured
   */
  static void require(RavelConfig config, ShardSet shards) {
    TrainingSize.of(config, shards).require();
    supply(config, shards).requireWorkForAll();
    requireAttention(config);
    requireLabels(config, shards);
  }

  /**
   * Refuses groups of labels that validations could not count.
   *
   * @throws org.ravel.error.ConfigurationException if there is no label that a group names
   */
  static void requireLabels(RavelConfig config, ShardSet shards) {
    if (config.task() == Task.TREE) {
      LabelGroups.require(config.evaluation().labelGroups(), shards.targetVocabulary());
    }
  }

  /** Sentences that are written at validations are looked for as those of evaluate. */
  private static void requireAttention(RavelConfig config) {
    String key = config.decoding().attentionKey();
    if (config.task() == Task.TRANSLATION
        && config.training().sample().sentences() > 0
        && config.model().decoder().attention() == DecoderConfig.Attention.NONE
        && key != null) {
      throw new ConfigurationException(
          "%s asks where in the source the model looks, but model.decoder.attention is none, and sentences are written at each validation; leave the setting at its default, or set training.sample.sentences=0"
              .formatted(key));
    }
  }

  /**
   * Trains to the end.
   *
   * @param start the parameters to start from; empty for those that the configuration names
   * @param stop whether to stop after the round that it is in
   */
  TrainingResult train(Optional<WarmStart> start, BooleanSupplier stop) {
    long rounds = checkpoints.rounds().orElse(0);
    if (rounds > 0) {
      context.tell("resuming after round %,d".formatted(rounds));
    }
    LocalMemory.require(spark, TrainingSize.of(context.config(), shards));
    supply(context.config(), shards)
        .shortage()
        .ifPresent(shortage -> context.tell("warning: " + shortage));
    UnknownPrime.warn(context, shards);
    Optional<? extends StartingParameters> parameters =
        start.isPresent() ? start : given().or(this::pretrained);
    try (RunFolder folder = RunFolder.open(context, shards, run, parameters.orElse(null), rounds)) {
      Trainer trainer =
          new Trainer(
              spark,
              context.config(),
              Engines.of(context.config().training()),
              new SplitValidator(spark, context, shards),
              folder,
              new Interruption(checkpoints, stop));
      return train(trainer, parameters, folder);
    }
  }

  private static LaneSupply supply(RavelConfig config, ShardSet shards) {
    return new LaneSupply(
        config.averaging().workers(),
        config.training().minibatchSize(),
        shards.split(Split.TRAIN).sequences());
  }

  private Optional<StartingParameters> given() {
    String file = context.config().model().weightsFrom();
    if (file == null) {
      return Optional.empty();
    }
    Schema schema = shards.manifest().schema();
    return Optional.of(
        new GivenWeights(
            WeightsFile.read(context.storage(), file),
            schema.input() instanceof Column.Ids ? shards.vocabulary().tokens() : List.of(),
            schema.target() instanceof Column.Ids
                ? shards.targetVocabulary().tokens()
                : List.of()));
  }

  private Optional<StartingParameters> pretrained() {
    ModelConfig model = context.config().model();
    String file = model.pretrained().file();
    if (file == null) {
      return Optional.empty();
    }
    int tokens = shards.vocabulary().size();
    WordVectors vectors =
        WordVectors.read(context.storage(), file, shards.vocabulary(), model.embeddingSize());
    context.tell(
        "word vectors: %,d of %s from %s, %,d of them by their lower case; %,d at random"
            .formatted(
                vectors.found(),
                Phrases.count(tokens, "token"),
                vectors.file(),
                vectors.lowerCase(),
                tokens - vectors.found()));
    return Optional.of(new PretrainedEmbedding(vectors.digest(), vectors.vectors()));
  }

  private TrainingResult train(
      Trainer trainer, Optional<? extends StartingParameters> start, RunFolder folder) {
    try {
      return trainer.train(shards, start);
    } catch (DivergenceException e) {
      folder.diverged(e);
      throw e;
    }
  }
}
