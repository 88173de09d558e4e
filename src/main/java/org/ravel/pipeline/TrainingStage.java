package org.ravel.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.DecoderConfig;
import org.ravel.config.ModelConfig;
import org.ravel.config.ModelConfig.NetworkKind;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.config.Task;
import org.ravel.config.TrainingConfig.SampleConfig;
import org.ravel.corpus.UnknownTokens;
import org.ravel.corpus.WordVectors;
import org.ravel.error.ConfigurationException;
import org.ravel.error.DivergenceException;
import org.ravel.error.TrainingException;
import org.ravel.evaluation.label.LabelGroups;
import org.ravel.mixture.MixtureModel;
import org.ravel.model.ModelStore;
import org.ravel.model.WeightsFile;
import org.ravel.plan.LocalMemory;
import org.ravel.sequence.Column;
import org.ravel.sequence.Schema;
import org.ravel.shard.ShardSet;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;
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

/**
 * A training from shards to a published model, in a folder from which it goes on when it was
 * interrupted.
 */
public final class TrainingStage {
  /** Where n-grams are until their model is kept. */
  private static final String COUNTED = "ngrams.bin";

  private final JobContext context;
  private final Path run;
  private final Path model;
  private final boolean resumes;
  private final CheckpointFolder checkpoints;

  /** The models of a mixture once they are read, which may take long; null before. */
  private MixtureModel mixed;

  /** The digest of the shards that those models fit. */
  private String mixedFor;

  private TrainingStage(JobContext context, Path run, Path model, boolean resumes) {
    this.context = context;
    this.run = run;
    this.model = model;
    this.resumes = resumes;
    this.checkpoints = RunFolder.checkpoints(context, run);
  }

  /**
   * A training that begins, or goes on.
   *
   * @param run its folder
   * @param model where its result is published
   * @throws org.ravel.error.ConfigurationException if it was begun with other settings
   * @throws org.ravel.error.StorageException if the folder holds something else
   */
  public static TrainingStage open(JobContext context, Path run, Path model) {
    Storage storage = context.storage();
    boolean resumes = !context.overwrite() && storage.exists(new Path(run, "config.conf"));
    if (resumes) {
      RunFolder.requireSame(context, run);
    } else if (!TrainingLock.isBarelyBegun(storage, run)) {
      Staging.requireAbsent(storage, run, context.overwrite());
    }
    return new TrainingStage(context, run, model, resumes);
  }

  /** The same training as it is now, when another process may have continued it. */
  public TrainingStage reopened() {
    TrainingStage now = open(context, run, model);
    now.mixed = mixed;
    now.mixedFor = mixedFor;
    return now;
  }

  /** Whether it is over and its model is published. */
  public boolean isFinished() {
    Storage storage = context.storage();
    Path published = new Path(model, ModelStore.DESCRIPTION);
    Path best = new Path(RunFolder.best(run), ModelStore.DESCRIPTION);
    return resumes
        && checkpoints.isFinished()
        && storage.exists(published)
        && storage.exists(best)
        && storage.readText(published).equals(storage.readText(best));
  }

  /** The digest of the shards that it was begun with; empty where it begins. */
  public Optional<String> shards() {
    return resumes ? checkpoints.shards() : Optional.empty();
  }

  /** Removes what an earlier training has left, if this one is to replace it. */
  public void makeReady() {
    if (!resumes) {
      TrainingLock.clear(context.storage(), run);
    }
  }

  /**
   * Trains to the end and publishes the model.
   *
   * @param start the parameters to start from; empty for random ones
   * @param stop whether to stop after the round that it is in
   * @throws org.ravel.error.TrainingException if the training diverges
   * @throws org.ravel.error.StoppedException if it is to stop
   */
  public void run(
      SparkSession session, ShardSet shards, Optional<WarmStart> start, BooleanSupplier stop) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    publish(
        switch (context.config().model().kind()) {
          case RECURRENT, WINDOW, TREE -> average(spark, shards, start, stop);
          case NGRAM -> count(spark, shards, stop);
          case MIXTURE ->
              fit(spark, shards, new MixtureFitting(context, spark, shards, mixed(shards)), stop);
          case AUTOREGRESSIVE ->
              fit(
                  spark,
                  values(shards),
                  new AutoregressionStage(context, spark, values(shards)),
                  stop);
          case LINEAR_DYNAMIC ->
              fit(
                  spark,
                  values(shards),
                  new LinearDynamicStage(context, spark, values(shards), stop),
                  stop);
          case HIDDEN_MARKOV -> hidden(spark, values(shards), stop);
        });
  }

  /** Models that are no networks read the values of series, whatever networks do. */
  private static ShardSet values(ShardSet shards) {
    return shards.series().isPresent()
        ? shards.reading(shards.manifest().schema().horizon().readingValues())
        : shards;
  }

  private TrainingResult count(JavaSparkContext spark, ShardSet shards, BooleanSupplier stop) {
    Path file = new Path(run, COUNTED);
    try {
      return fit(spark, shards, new NGramFitting(context, spark, shards, file), stop);
    } finally {
      context.storage().delete(file);
    }
  }

  private TrainingResult hidden(JavaSparkContext spark, ShardSet shards, BooleanSupplier stop) {
    Path kept = RunFolder.fit(run);
    TrainingResult result =
        fit(spark, shards, new HiddenMarkovStage(context, spark, shards, kept, stop), stop);
    context.storage().delete(kept);
    return result;
  }

  private TrainingResult fit(
      JavaSparkContext spark, ShardSet shards, Fitting fitting, BooleanSupplier stop) {
    warnOfUnknown(shards);
    try (RunFolder folder = RunFolder.open(context, shards, run, null, 0)) {
      return new FittedTraining(context, spark, shards, run, checkpoints)
          .run(folder, fitting, stop);
    }
  }

  private TrainingResult average(
      JavaSparkContext spark, ShardSet shards, Optional<WarmStart> start, BooleanSupplier stop) {
    long rounds = checkpoints.rounds().orElse(0);
    if (rounds > 0) {
      context.tell("resuming after round %,d".formatted(rounds));
    }
    LocalMemory.require(spark, TrainingSize.of(context.config(), shards));
    supply(context.config(), shards)
        .shortage()
        .ifPresent(shortage -> context.tell("warning: " + shortage));
    warnOfUnknown(shards);
    Optional<? extends StartingParameters> parameters =
        start.isPresent() ? start : given(shards).or(() -> pretrained(shards));
    try (RunFolder folder = RunFolder.open(context, shards, run, parameters.orElse(null), rounds)) {
      Trainer trainer =
          new Trainer(
              spark,
              context.config(),
              Engines.of(context.config().training()),
              new SplitValidator(spark, context, shards),
              folder,
              new Interruption(checkpoints, stop));
      return train(trainer, shards, parameters, folder);
    }
  }

  private void publish(TrainingResult result) {
    tell(result);
    requireBelowUniform(result);
    new ModelStore(context.storage())
        .promote(RunFolder.best(run), RunFolder.metrics(run), model, context.overwrite());
  }

  /**
   * Refuses a training that cannot work, before a session is opened for it.
   *
   * @throws org.ravel.error.ConfigurationException if the network is too large, if workers would
   *     have no data, or if validations could not be counted as configured
   * @throws org.ravel.error.InputException if models that are to be mixed are missing, damaged or
   *     of another vocabulary
   */
  public static void require(JobContext context, ShardSet shards) {
    RavelConfig config = context.config();
    switch (config.model().kind()) {
      case RECURRENT, WINDOW, TREE -> requireNetwork(config, shards);
      case NGRAM -> shards.split(Split.TRAIN);
      case MIXTURE -> MixtureFitting.models(context, shards);
      case AUTOREGRESSIVE -> AutoregressionStage.fitting(config, values(shards));
      case LINEAR_DYNAMIC -> LinearDynamicStage.fitting(config, values(shards));
      case HIDDEN_MARKOV -> HiddenMarkovStage.require(config, values(shards));
    }
  }

  /** Refuses this training if it cannot work; models that are to be mixed are read and kept. */
  public void require(ShardSet shards) {
    if (context.config().model().kind() == NetworkKind.MIXTURE) {
      mixed(shards);
    } else {
      require(context, shards);
    }
  }

  private MixtureModel mixed(ShardSet shards) {
    if (!shards.digest().equals(mixedFor)) {
      mixed = MixtureFitting.models(context, shards);
      mixedFor = shards.digest();
    }
    return mixed;
  }

  private static void requireNetwork(RavelConfig config, ShardSet shards) {
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

  private static LaneSupply supply(RavelConfig config, ShardSet shards) {
    return new LaneSupply(
        config.averaging().workers(),
        config.training().minibatchSize(),
        shards.split(Split.TRAIN).sequences());
  }

  private Optional<StartingParameters> given(ShardSet shards) {
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

  private Optional<StartingParameters> pretrained(ShardSet shards) {
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

  private void warnOfUnknown(ShardSet shards) {
    SampleConfig sample = context.config().training().sample();
    if (sample.length() > 0 && context.config().task() == Task.LANGUAGE_MODEL) {
      UnknownTokens.of(shards.vocabulary(), sample.prime())
          .warning("training.sample.prime")
          .ifPresent(context::tell);
    }
  }

  private static TrainingResult train(
      Trainer trainer,
      ShardSet shards,
      Optional<? extends StartingParameters> start,
      RunFolder folder) {
    try {
      return trainer.train(shards, start);
    } catch (DivergenceException e) {
      folder.diverged(e);
      throw e;
    }
  }

  /** A model that does worse than guessing is no model, unless somebody wants it all the same. */
  private void requireBelowUniform(TrainingResult result) {
    if (!result.isAboveUniform()) {
      return;
    }
    boolean learns = context.config().model().kind().isNetwork();
    String what =
        "the %s is %.4f nats, above %.4f, that of guessing uniformly%s"
            .formatted(
                lossOfModel(),
                result.bestLoss().getAsDouble(),
                result.uniformLoss(),
                learns ? ": the training has diverged, or has hardly begun" : "");
    switch (context.config().training().validation().aboveUniform()) {
      case FAIL ->
          throw new TrainingException(
              "%s; its model stays in %s and is not published: %s; or publish it all the same with --set training.validation.above-uniform=publish"
                  .formatted(
                      what,
                      RunFolder.best(run),
                      learns
                          ? "lower training.updater.learning-rate or training.clip-norm, or train longer, and give --overwrite"
                          : "fit it to data like those of the validation split, and give --overwrite"));
      case PUBLISH -> context.tell("warning: " + what);
    }
  }

  private void tell(TrainingResult result) {
    String target = context.config().task().target();
    context.tell(
        "%s after %.2f epochs, %s, %s, %.0f s (%,.0f %ss/s in training)"
            .formatted(
                result.stoppedEarly() ? "stopped early" : "done",
                result.epochs(),
                Phrases.count(result.rounds(), "round"),
                Phrases.count(result.tokens(), target),
                result.seconds(),
                result.tokensPerSecond(),
                target));
    result
        .bestLoss()
        .ifPresent(
            loss ->
                context.tell(
                    "%s %.4f %sper %s%s"
                        .formatted(
                            lossOfModel(),
                            loss,
                            TaskWords.nats(context.config()),
                            target,
                            TaskWords.perplexity(context.config().task(), loss))));
  }

  /** What the loss of the validation whose parameters are kept is called. */
  private String lossOfModel() {
    return switch (context.config().training().validation().bestBy()) {
      case LOSS -> "best validation loss";
      case SCORE -> "validation loss of the best model";
      case LAST -> "validation loss of the last model";
    };
  }
}
