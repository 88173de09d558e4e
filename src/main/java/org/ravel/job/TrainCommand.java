package org.ravel.job;

import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.RavelConfig;
import org.ravel.job.Places.Place;
import org.ravel.model.ModelStore;
import org.ravel.shard.ShardSet;
import org.ravel.spark.Sessions;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;
import org.ravel.training.CheckpointFolder;
import org.ravel.training.Interruption;
import org.ravel.training.Trainer;
import org.ravel.training.TrainingResult;
import picocli.CommandLine.Command;

/** {@code ravel train}: shards become a model. */
@Command(name = "train", description = "Train a recurrent network on shards.")
final class TrainCommand extends JobCommand {

  @Override
  void run(JobContext context) {
    RavelConfig config = context.config();
    Storage storage = context.storage();
    Path model = storage.qualified(config.model().path());
    Path run = storage.qualified(config.training().path());
    requireApart(context);
    boolean resumes = !context.overwrite() && storage.exists(new Path(run, "config.conf"));
    if (resumes) {
      RunFolder.requireSame(context, run);
    } else {
      Staging.requireAbsent(storage, run, context.overwrite());
    }
    CheckpointFolder checkpoints = RunFolder.checkpoints(context, run);
    if (resumes && checkpoints.isFinished() && isPublished(storage, run, model)) {
      context.tell(
          "the training in %s is finished and its model is %s; there is nothing to do"
              .formatted(run, model));
      return;
    }
    Staging.requireAbsent(storage, model, context.overwrite());
    ShardSet shards = shards(context, resumes ? checkpoints.shards() : Optional.empty());
    // A place that cannot be written is found now, not after hours of training.
    Staging.open(storage, model, context.overwrite()).close();
    if (!resumes) {
      storage.delete(run);
    }
    train(context, shards, run, checkpoints);
    new ModelStore(storage)
        .promote(RunFolder.best(run), new Path(run, "metrics.jsonl"), model, context.overwrite());
    context.tell("model: %s".formatted(model));
  }

  /** The newest version, or the one that the training was begun with. */
  private static ShardSet shards(JobContext context, Optional<String> digest) {
    String path = context.config().shards().path();
    return digest.isPresent()
        ? ShardSet.open(context.storage(), path, digest.get())
        : ShardSet.open(context.storage(), path);
  }

  private static void train(
      JobContext context, ShardSet shards, Path run, CheckpointFolder checkpoints) {
    long rounds = checkpoints.rounds().orElse(0);
    if (rounds > 0) {
      context.tell("going on after round %,d".formatted(rounds));
    }
    Interruption interruption = new Interruption(checkpoints, StopSignal.listen(context));
    try (RunFolder folder = RunFolder.open(context, shards, run, rounds);
        SparkSession spark = Sessions.open("train")) {
      JavaSparkContext cluster = JavaSparkContext.fromSparkContext(spark.sparkContext());
      SplitValidator validator = new SplitValidator(cluster, context, shards);
      Trainer trainer = new Trainer(cluster, context.config(), validator, folder, interruption);
      tellResult(context, trainer.train(shards));
    }
  }

  /** Whether the published model is the one that the run has come to. */
  private static boolean isPublished(Storage storage, Path run, Path model) {
    Path published = new Path(model, ModelStore.DESCRIPTION);
    Path best = new Path(RunFolder.best(run), ModelStore.DESCRIPTION);
    return storage.exists(published)
        && storage.exists(best)
        && storage.readText(published).equals(storage.readText(best));
  }

  private static void tellResult(JobContext context, TrainingResult result) {
    context.tell(
        "%s after %.2f epochs, %,d rounds, %,d tokens, %.0f s (%,.0f tokens/s in training)"
            .formatted(
                result.stoppedEarly() ? "stopped early" : "done",
                result.epochs(),
                result.rounds(),
                result.tokens(),
                result.seconds(),
                result.tokensPerSecond()));
    result
        .bestLoss()
        .ifPresent(
            loss ->
                context.tell(
                    "best validation loss %.4f nats, perplexity %.3f"
                        .formatted(loss, Math.exp(loss))));
  }

  private static void requireApart(JobContext context) {
    RavelConfig config = context.config();
    Places places = new Places(context.storage());
    Place model = new Place("model.path", config.model().path());
    Place run = new Place("training.path", config.training().path());
    Place shards = new Place("shards.path", config.shards().path());
    Place report = new Place("evaluation.path", config.evaluation().path());
    places.requireApart(model, List.of(run, shards, report));
    places.requireApart(run, List.of(model, shards, report));
  }
}
