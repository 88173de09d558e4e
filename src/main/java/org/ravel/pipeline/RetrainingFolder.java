package org.ravel.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.ravel.config.ConfigDifference;
import org.ravel.error.ConfigurationException;
import org.ravel.storage.JsonFile;
import org.ravel.storage.OutputFile;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;

/**
 * A run's folder: its configuration, and a file for each stage that is complete. It tells a process
 * that comes later where to go on.
 */
final class RetrainingFolder {
  static final String BEGINNING = "begin.json";
  static final String INGESTION = "ingestion.json";
  static final String INSPECTION = "inspection.json";
  static final String COMPARISON = "comparison.json";
  static final String DECISION = "decision.json";

  static final String REPORT = "report";

  private static final String CONFIGURATION = "config.conf";

  /** Settings that decide what a run comes to. */
  private static final List<String> DECISIVE =
      List.of(
          "task",
          "seed",
          "corpus",
          "vocabulary",
          "target-vocabulary",
          "scaling",
          "split",
          "shards",
          "prepare",
          "model",
          "training",
          "averaging",
          "evaluation.carry-state",
          "evaluation.minibatch-size",
          "evaluation.block-sequences",
          "registry",
          "retraining");

  private static final List<String> NOT_DECISIVE =
      List.of(
          "model.path",
          "training.path",
          "training.checkpoint",
          "registry.keep-versions",
          "registry.keep-champions",
          "retraining.lock");

  private final JobContext context;
  private final Storage storage;
  private final Path runs;
  private final Path folder;

  RetrainingFolder(JobContext context, RunId id) {
    this.context = context;
    this.storage = context.storage();
    this.runs = storage.qualified(context.config().retraining().path());
    this.folder = new Path(runs, id.value());
  }

  Path path() {
    return folder;
  }

  /** Where all runs are. */
  Path runs() {
    return runs;
  }

  Path lock() {
    return new Path(runs, ".lock");
  }

  Path training() {
    return new Path(folder, "training");
  }

  Path model() {
    return new Path(folder, "model");
  }

  /** Appears whole, as the last thing. */
  Path report() {
    return new Path(folder, REPORT);
  }

  boolean isOver() {
    return storage.exists(report());
  }

  /** The registry has the model; what else there was of it goes. */
  void removeModels() {
    storage.delete(model());
    storage.delete(RunFolder.best(training()));
    storage.delete(new Path(training(), "checkpoints"));
  }

  Path file(String name) {
    return new Path(folder, name);
  }

  /**
   * Refuses to go on with a run that has done something under another configuration. One that came
   * to nothing may be mended.
   *
   * @throws ConfigurationException if it has
   */
  void requireSame() {
    Path file = file(CONFIGURATION);
    if (!storage.exists(file) || !storage.exists(file(INGESTION))) {
      return;
    }
    List<String> different =
        ConfigDifference.between(
            storage.readText(file), context.configText(), DECISIVE, NOT_DECISIVE);
    if (!different.isEmpty()) {
      throw new ConfigurationException(
          "%s was begun with other settings: %s; set them as they were to go on with it, or give another --run-id"
              .formatted(folder, String.join(", ", different)));
    }
  }

  /** Makes the folder, or looks whether it can be gone on with; by the holder of the lock. */
  void open() {
    requireSame();
    storage.makeFolder(folder);
    Staging.removeLeft(storage, runs);
    Staging.removeLeft(storage, folder);
    if (!storage.exists(file(INGESTION))) {
      OutputFile.write(storage, file(CONFIGURATION), context.configText(), true);
    }
  }

  /** What a stage came to; empty if it is not complete. */
  <T extends StageResult> Optional<T> read(String name, Class<T> type) {
    Path file = file(name);
    return storage.exists(file)
        ? Optional.of(StageResult.require(file, JsonFile.read(storage, file, type)))
        : Optional.empty();
  }

  /** Completes a stage. */
  void write(String name, StageResult result) {
    JsonFile.publish(storage, file(name), result);
  }

  /** Writes something that may be there. */
  void replace(String name, StageResult result) {
    JsonFile.replace(storage, file(name), result);
  }

  /** What the runs came to that have come to something, this one or others. */
  List<Decided> decisions() {
    List<Decided> decisions = new ArrayList<>();
    for (FileStatus run : storage.reading(runs, fileSystem -> fileSystem.listStatus(runs))) {
      Path file = new Path(run.getPath(), DECISION);
      if (run.isDirectory() && storage.exists(file)) {
        decisions.add(StageResult.require(file, JsonFile.read(storage, file, Decided.class)));
      }
    }
    return decisions;
  }
}
