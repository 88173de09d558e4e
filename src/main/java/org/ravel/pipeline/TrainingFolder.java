package org.ravel.pipeline;

import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.ravel.config.StoredConfig;
import org.ravel.corpus.Vocabulary;
import org.ravel.model.ModelDescription;
import org.ravel.model.ModelStore;
import org.ravel.report.TrainingProvenance;
import org.ravel.report.TrainingProvenance.Outcome;
import org.ravel.storage.Storage;

/**
 * A training's folder as one reads it who does not train there: finished, interrupted or going on.
 */
final class TrainingFolder {
  private final JobContext context;
  private final Path folder;

  TrainingFolder(JobContext context, Path folder) {
    this.context = context;
    this.folder = folder;
  }

  /** Whether a folder is a training's. */
  static boolean is(Storage storage, Path folder) {
    return storage.exists(new Path(folder, "config.conf"))
        && storage.exists(RunFolder.metrics(folder))
        && !storage.exists(new Path(folder, ModelStore.DESCRIPTION));
  }

  /**
   * How the training went so far.
   *
   * @throws org.ravel.error.InputException if a file in the folder is malformed
   */
  TrainingProvenance provenance() {
    Storage storage = context.storage();
    ModelStore models = new ModelStore(storage);
    Path best = RunFolder.best(folder);
    boolean present = storage.exists(new Path(best, ModelStore.DESCRIPTION));
    Optional<ModelDescription> model =
        present ? Optional.of(models.describe(best)) : Optional.empty();
    Optional<Vocabulary> vocabulary =
        model.flatMap(description -> models.vocabulary(best, description));
    String configuration = models.configuration(folder);
    MetricsSummary metrics = MetricsSummary.of(metrics());
    boolean over =
        metrics.divergence() != null || RunFolder.checkpoints(context, folder).isFinished();
    return ProvenanceReader.provenance(
        StoredConfig.parse(new Path(folder, "config.conf"), configuration),
        configuration,
        model,
        vocabulary,
        metrics,
        over ? null : Outcome.UNFINISHED);
  }

  /** The course of the training, without a last line that is being written. */
  String metrics() {
    String lines = context.storage().readText(RunFolder.metrics(folder));
    return lines.substring(0, lines.lastIndexOf('\n') + 1);
  }
}
