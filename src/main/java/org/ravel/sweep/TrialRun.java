package org.ravel.sweep;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.RavelConfig;
import org.ravel.error.TrainingException;
import org.ravel.evaluation.Evaluator;
import org.ravel.evaluation.measure.Measures;
import org.ravel.evaluation.tally.EvaluationSettings;
import org.ravel.model.ModelStore;
import org.ravel.model.TrainedModel;
import org.ravel.pipeline.JobContext;
import org.ravel.pipeline.LiveConsole;
import org.ravel.pipeline.TrainingLock;
import org.ravel.pipeline.TrainingStage;
import org.ravel.report.SweepTrial;
import org.ravel.report.SweepTrial.Outcome;
import org.ravel.shard.ShardSet;
import org.ravel.storage.JsonFile;
import org.ravel.storage.OutputFile;
import org.ravel.storage.Storage;

/** Trains and measures one trial, as train and evaluate would. */
final class TrialRun {
  private final SparkSession session;
  private final Storage storage;
  private final ShardSet shards;
  private final ShardSet measured;
  private final BooleanSupplier stop;

  /**
   * Runs trials.
   *
   * @param shards to train on
   * @param measured to measure on
   * @param stop whether to stop after the round that a training is in
   */
  TrialRun(
      SparkSession session,
      Storage storage,
      ShardSet shards,
      ShardSet measured,
      BooleanSupplier stop) {
    this.session = session;
    this.storage = storage;
    this.shards = shards;
    this.measured = measured;
    this.stop = stop;
  }

  /**
   * Runs a trial, or what is left of it. One whose training diverges has failed, and the sweep has
   * not.
   *
   * @throws org.ravel.error.StoppedException if it is to stop
   */
  SweepTrial run(Trial trial) {
    if (storage.exists(trial.result())) {
      return JsonFile.read(storage, trial.result(), SweepTrial.class);
    }
    StringWriter told = new StringWriter();
    try (PrintWriter lines = new PrintWriter(told)) {
      JobContext context =
          new JobContext(
              trial.config().values(),
              trial.config().text(),
              storage,
              false,
              lines,
              new LiveConsole(lines, false));
      SweepTrial result = result(context, trial);
      JsonFile.replace(storage, trial.result(), result);
      return result;
    } finally {
      OutputFile.write(storage, new Path(trial.folder(), "log.txt"), told.toString(), true);
    }
  }

  private SweepTrial result(JobContext context, Trial trial) {
    long start = System.nanoTime();
    try {
      train(context);
      Measures measures = measure(context.config());
      return new SweepTrial(
          trial.settings(),
          trial.folder().getName(),
          Outcome.TRAINED,
          null,
          measures.loss(),
          measures.figures(),
          seconds(start));
    } catch (TrainingException failed) {
      if (stop.getAsBoolean()) {
        // Tasks that were stopped say nothing of the settings.
        throw failed;
      }
      return new SweepTrial(
          trial.settings(),
          trial.folder().getName(),
          Outcome.FAILED,
          failed.getMessage(),
          null,
          List.of(),
          seconds(start));
    }
  }

  private void train(JobContext context) {
    Path model = storage.qualified(context.config().model().path());
    Path run = storage.qualified(context.config().training().path());
    try (TrainingLock lock = TrainingLock.acquire(context, run)) {
      TrainingStage training = TrainingStage.open(context, run, model);
      if (!training.isFinished()) {
        training.makeReady();
        training.run(session, shards, Optional.empty(), lock.watch(stop));
      }
    }
  }

  private Measures measure(RavelConfig config) {
    TrainedModel model =
        new ModelStore(storage)
            .load(storage.qualified(config.model().path()))
            .upTo(measured.manifest().schema(), measured.series());
    return new Evaluator(
            JavaSparkContext.fromSparkContext(session.sparkContext()),
            EvaluationSettings.of(config.evaluation(), model.learnedRoots()))
        .evaluate(model.predictors(), measured, config.evaluation().split())
        .measures();
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
