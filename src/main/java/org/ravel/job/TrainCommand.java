package org.ravel.job;

import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.RavelConfig;
import org.ravel.error.ExitCode;
import org.ravel.error.StoppedException;
import org.ravel.job.Places.Place;
import org.ravel.pipeline.JobContext;
import org.ravel.pipeline.ModelSource;
import org.ravel.pipeline.StopSignal;
import org.ravel.pipeline.TaskProgress;
import org.ravel.pipeline.TrainingLock;
import org.ravel.pipeline.TrainingStage;
import org.ravel.shard.ShardSet;
import org.ravel.spark.Sessions;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;
import org.ravel.storage.WriteCheck;
import picocli.CommandLine.Command;

/** {@code ravel train}: shards become a model. */
@Command(name = "train", description = "Train a model on shards.")
final class TrainCommand extends JobCommand {

  @Override
  ExitCode run(JobContext context) {
    RavelConfig config = context.config();
    Storage storage = context.storage();
    ModelSource.requireFolder(config);
    Path model = storage.qualified(config.model().path());
    Path run = storage.qualified(config.training().path());
    requireApart(context);
    TrainingStage before = TrainingStage.open(context, run, model);
    if (isFinished(context, before)) {
      return ExitCode.DONE;
    }
    Staging.requireAbsent(storage, model, context.overwrite());
    WriteCheck check = new WriteCheck(storage);
    check.requireOpenFolder("training.path", config.training().path());
    check.requireWholeFolder("model.path", config.model().path());
    // What is wrong with the shards is told before the lock makes a folder.
    shards(context, before);
    try (TrainingLock lock = TrainingLock.acquire(context, run)) {
      // While it was waited for, another process may have done some of it, or all.
      TrainingStage training = before.reopened();
      return isFinished(context, training) ? ExitCode.DONE : train(context, training, lock);
    }
  }

  private static ExitCode train(JobContext context, TrainingStage training, TrainingLock lock) {
    ShardSet shards = shards(context, training);
    training.makeReady();
    try (SparkSession spark = TaskProgress.of(Sessions.open("train"), context)) {
      StopSignal stop =
          StopSignal.listen(
              context, "stopping after this round; a checkpoint will be written", Exit::with);
      try {
        training.run(spark, shards, Optional.empty(), lock.watch(stop));
      } catch (StoppedException stopped) {
        return stop.end(stopped);
      }
    }
    context.tell("model: %s".formatted(context.storage().shown(context.config().model().path())));
    return ExitCode.DONE;
  }

  private static boolean isFinished(JobContext context, TrainingStage training) {
    if (!training.isFinished()) {
      return false;
    }
    Storage storage = context.storage();
    RavelConfig config = context.config();
    context.tell(
        "the training in %s is finished and its model is %s; there is nothing to do"
            .formatted(
                storage.shown(config.training().path()), storage.shown(config.model().path())));
    return true;
  }

  /** The newest version, or the one that the training was begun with, if it can be trained on. */
  private static ShardSet shards(JobContext context, TrainingStage training) {
    String path = context.config().shards().path();
    ShardSet shards =
        training
            .shards()
            .map(digest -> ShardSet.open(context.storage(), path, digest))
            .orElseGet(() -> ShardSet.open(context.storage(), path));
    shards.require(context.config().task());
    training.require(shards);
    return shards;
  }

  private static void requireApart(JobContext context) {
    RavelConfig config = context.config();
    Places places = new Places(context.storage());
    Place model = new Place("model.path", config.model().path());
    Place run = new Place("training.path", config.training().path());
    places.requireApart(model, Places.outputs(config, model.key()));
    places.requireApart(run, Places.outputs(config, run.key()));
  }
}
