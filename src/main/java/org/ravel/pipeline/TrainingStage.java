package org.ravel.pipeline;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.ModelConfig.NetworkKind;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.mixture.MixtureModel;
import org.ravel.model.ModelStore;
import org.ravel.shard.ShardSet;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;
import org.ravel.training.TrainingResult;
import org.ravel.training.WarmStart;
import org.ravel.training.checkpoint.CheckpointFolder;

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
    TrainingResult result =
        switch (context.config().model().kind()) {
          case RECURRENT, WINDOW, TREE ->
              new NetworkTraining(context, spark, shards, run, checkpoints).train(start, stop);
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
        };
    new TrainedModelPublication(context, run).publish(result, model);
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
    UnknownPrime.warn(context, shards);
    try (RunFolder folder = RunFolder.open(context, shards, run, null, 0)) {
      return new FittedTraining(context, spark, shards, run, checkpoints)
          .run(folder, fitting, stop);
    }
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
      case RECURRENT, WINDOW, TREE -> NetworkTraining.require(config, shards);
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
}
