package org.ravel.job;

import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.ravel.config.BuildInfo;
import org.ravel.error.RavelException;
import org.ravel.model.ModelDescription;
import org.ravel.model.ModelStore;
import org.ravel.model.TrainedModel;
import org.ravel.shard.ShardSet;
import org.ravel.storage.Storage;
import org.ravel.training.TrainingEvents;

/**
 * A training run's folder: {@code metrics.jsonl}, written as the run goes, and {@code best}, the
 * best model so far, in the form of a published one.
 */
final class RunFolder implements TrainingEvents, AutoCloseable {
  private final JobContext context;
  private final ShardSet shards;
  private final Path folder;
  private final ConsoleProgress console;
  private final FSDataOutputStream metrics;
  private boolean started;

  RunFolder(JobContext context, ShardSet shards, Path folder) {
    this.context = context;
    this.shards = shards;
    this.folder = folder;
    this.console = new ConsoleProgress(context);
    this.metrics = open();
  }

  private FSDataOutputStream open() {
    Storage storage = context.storage();
    try {
      storage.writing(folder, fileSystem -> fileSystem.mkdirs(folder));
      storage.writeText(new Path(folder, "config.conf"), context.configText());
      return storage.openLive(metrics());
    } catch (RavelException refused) {
      removeAfter(refused);
      throw refused;
    }
  }

  private void removeAfter(RavelException refused) {
    try {
      context.storage().delete(folder);
    } catch (RavelException e) {
      refused.addSuppressed(e);
    }
  }

  Path metrics() {
    return new Path(folder, "metrics.jsonl");
  }

  Path best() {
    return new Path(folder, "best");
  }

  @Override
  public void round(Round round) {
    console.round(round);
    append(MetricsFile.line(round));
  }

  @Override
  public void validated(Measured measured) {
    console.validated(measured);
    append(MetricsFile.line(measured));
  }

  @Override
  public void improved(MultiLayerNetwork network, Measured measured) {
    ModelDescription description =
        ModelDescription.of(
            shards.vocabulary(),
            shards.manifest().task(),
            context.config().model().summary(),
            shards.digest(),
            network.numParams(),
            context.config().seed(),
            measured.epoch(),
            measured.round(),
            measured.loss(),
            BuildInfo.versions());
    new ModelStore(context.storage())
        .publish(
            new TrainedModel(network, shards.vocabulary(), description, context.configText()),
            best(),
            true);
  }

  /** Completes the metrics. A run that came to nothing leaves no folder. */
  @Override
  public void close() {
    console.end();
    try {
      context
          .storage()
          .writing(
              metrics(),
              fileSystem -> {
                metrics.close();
                return null;
              });
    } finally {
      if (!started) {
        context.storage().delete(folder);
      }
    }
  }

  private void append(String line) {
    started = true;
    context
        .storage()
        .writing(
            metrics(),
            fileSystem -> {
              metrics.write(line.getBytes(StandardCharsets.UTF_8));
              metrics.hflush();
              return null;
            });
  }
}
