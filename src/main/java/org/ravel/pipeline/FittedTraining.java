package org.ravel.pipeline;

import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.error.StoppedException;
import org.ravel.model.NetworkEnds;
import org.ravel.pipeline.Fitting.Fitted;
import org.ravel.sequence.Alignment;
import org.ravel.shard.ShardSet;
import org.ravel.training.TrainingEvents.Measured;
import org.ravel.training.TrainingResult;
import org.ravel.training.Validator.Validation;
import org.ravel.training.checkpoint.Checkpoint;
import org.ravel.training.checkpoint.CheckpointFolder;
import org.ravel.training.checkpoint.Progress;

/**
 * Fits a model where others train a network: with one validation, and a model in the run's folder.
 * Checkpoints have nothing to resume from; a fit that takes long keeps for itself how far it is.
 */
final class FittedTraining {
  private static final long ROUND = 1;

  private final JobContext context;
  private final JavaSparkContext spark;
  private final ShardSet shards;
  private final Path run;
  private final CheckpointFolder checkpoints;
  private final long start = System.nanoTime();

  FittedTraining(
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
   * Fits, and keeps the model.
   *
   * @param stop whether to stop, asked when all is fitted
   * @throws StoppedException if it is to stop
   */
  TrainingResult run(RunFolder folder, Fitting fitting, BooleanSupplier stop) {
    new TrainingSummary(context).tell(shards, run);
    Fitted fitted = fitting.fit();
    double fittingSeconds = seconds();
    Validation validation = new SplitValidator(spark, context, shards).validate(fitted.model());
    if (stop.getAsBoolean()) {
      throw new StoppedException("stopped by a signal; the same command fits the model again");
    }
    Measured measured =
        new Measured(
            1,
            ROUND,
            validation.loss(),
            validation.figures(),
            guessing(),
            true,
            seconds(),
            validation.sample());
    folder.validated(measured);
    folder.keep(fitted.model(), fitted.parameters(), measured);
    checkpoints.write(
        new Checkpoint(progress(fitted.targets(), fittingSeconds, validation.loss()), null));
    return new TrainingResult(
        1,
        ROUND,
        fitted.targets(),
        validation.loss(),
        measured.uniformLoss(),
        false,
        seconds(),
        fittingSeconds);
  }

  private double guessing() {
    Alignment targets = shards.manifest().schema().targets();
    return NetworkEnds.guessing(
        targets, shards.hasTargetVocabulary() ? shards.targetVocabulary().size() : 0);
  }

  private Progress progress(long targets, double fittingSeconds, OptionalDouble loss) {
    return new Progress(
        shards.digest(),
        null,
        ROUND,
        0,
        1,
        targets,
        seconds(),
        fittingSeconds,
        loss.isPresent() ? loss.getAsDouble() : null,
        null,
        0,
        true,
        false);
  }

  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
