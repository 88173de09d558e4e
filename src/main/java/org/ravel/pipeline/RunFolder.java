package org.ravel.pipeline;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.ravel.config.BuildInfo;
import org.ravel.config.ConfigDifference;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.ConfigurationException;
import org.ravel.error.DivergenceException;
import org.ravel.error.RavelException;
import org.ravel.model.ModelDescription;
import org.ravel.model.ModelDescription.ModelVocabularies;
import org.ravel.model.ModelDescription.TrainingCourse;
import org.ravel.model.ModelOrigin;
import org.ravel.model.ModelStore;
import org.ravel.model.TrainedModel;
import org.ravel.network.Network;
import org.ravel.network.PredictorSource;
import org.ravel.series.KnownSeries;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;
import org.ravel.storage.OutputFile;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;
import org.ravel.training.GivenWeights;
import org.ravel.training.PretrainedEmbedding;
import org.ravel.training.StartingParameters;
import org.ravel.training.TrainingEvents;
import org.ravel.training.WarmStart;
import org.ravel.training.checkpoint.CheckpointFolder;

/**
 * A training run's folder: {@code metrics.jsonl}, written as the run goes, {@code best}, the best
 * model so far, in the form of a published one, and {@code checkpoints}, from which an interrupted
 * run goes on.
 */
final class RunFolder implements TrainingEvents, AutoCloseable {
  /** Settings that decide what a run comes to. */
  static final List<String> DECISIVE =
      List.of(
          "seed",
          "model",
          "training",
          "averaging",
          "evaluation.carry-state",
          "evaluation.minibatch-size");

  /** Settings among them that decide where it is made and kept, and whether it is published. */
  static final List<String> NOT_DECISIVE =
      List.of(
          "model.path",
          "training.path",
          "training.checkpoint",
          "averaging.reduction",
          "training.validation.above-uniform");

  private final JobContext context;
  private final ShardSet shards;
  private final Path folder;
  private final StartingParameters start;
  private final ConsoleProgress console;
  private final RunMetrics metrics;

  /** Whether there is anything in it to keep. */
  private boolean started;

  private RunFolder(
      JobContext context, ShardSet shards, Path folder, StartingParameters start, long rounds) {
    this.context = context;
    this.shards = shards;
    this.folder = folder;
    this.start = start;
    this.console = new ConsoleProgress(context);
    this.started = context.storage().exists(new Path(folder, "config.conf"));
    this.metrics = open(rounds);
  }

  /**
   * The folder of a run that has done so many rounds; what else is there is made ready for it.
   *
   * @param start what the run starts from; null for random parameters
   */
  static RunFolder open(
      JobContext context, ShardSet shards, Path folder, StartingParameters start, long rounds) {
    return new RunFolder(context, shards, folder, start, rounds);
  }

  /** Its checkpoints. */
  static CheckpointFolder checkpoints(JobContext context, Path folder) {
    return new CheckpointFolder(
        context.storage(),
        new Path(folder, "checkpoints"),
        context.config().training().checkpoint());
  }

  /**
   * Refuses to go on with a run that was begun with another configuration.
   *
   * @throws ConfigurationException if it was
   */
  static void requireSame(JobContext context, Path folder) {
    Path file = new Path(folder, "config.conf");
    List<String> different =
        ConfigDifference.between(
            context.storage().readText(file), context.configText(), DECISIVE, NOT_DECISIVE);
    if (!different.isEmpty()) {
      throw new ConfigurationException(
          "%s holds a training that was begun with other settings: %s; set them as they were to go on with it, give --overwrite to start again, or set training.path to another place"
              .formatted(folder, String.join(", ", different)));
    }
  }

  private RunMetrics open(long rounds) {
    Storage storage = context.storage();
    try {
      storage.makeFolder(folder);
      OutputFile.write(storage, new Path(folder, "config.conf"), context.configText(), true);
      Staging.removeLeft(storage, folder);
      return RunMetrics.open(storage, folder, rounds);
    } catch (RavelException refused) {
      if (!started) {
        removeAfter(refused);
      }
      throw refused;
    }
  }

  private void removeAfter(RavelException refused) {
    try {
      TrainingLock.clear(context.storage(), folder);
    } catch (RavelException e) {
      refused.addSuppressed(e);
    }
  }

  /** The course of a run in a folder. */
  static Path metrics(Path folder) {
    return new Path(folder, "metrics.jsonl");
  }

  /** The best model of a run in a folder. */
  static Path best(Path folder) {
    return new Path(folder, "best");
  }

  /** How far a fit in iterations has come. */
  static Path fit(Path folder) {
    return new Path(folder, "fit.bin");
  }

  @Override
  public void begun(Begun begun) {
    new TrainingSummary(context).tell(shards, folder, begun);
  }

  @Override
  public void round(Round round) {
    console.round(round);
    started = true;
    metrics.append(MetricsFile.line(round, context.config().task()));
  }

  @Override
  public void validated(Measured measured) {
    console.validated(measured);
    metrics.append(MetricsFile.line(measured, context.config().task()));
  }

  @Override
  public void improved(Network network, Measured measured) {
    keep(network.snapshot(), network.parameters().length(), measured);
  }

  /**
   * Keeps a model as the best.
   *
   * @param parameters numbers that were learned, or n-grams
   */
  void keep(PredictorSource model, long parameters, Measured measured) {
    started = true;
    Vocabulary labels =
        switch (shards.manifest().schema().targets()) {
          case NEXT_STEP, HORIZON, VALUES -> null;
          case SAME_STEP, WHOLE, SET, STEP_SETS, OWN_STEPS, NODES -> shards.targetVocabulary();
        };
    KnownSeries series =
        shards
            .series()
            .map(table -> new KnownSeries(shards.manifest().schema().horizon(), table))
            .orElse(null);
    Vocabulary tokens =
        shards.manifest().inputVocabulary().isPresent() ? shards.vocabulary() : null;
    Vocabulary characters = context.config().model().readsCharacters() ? shards.characters() : null;
    ModelDescription description =
        ModelDescription.of(
            shards.manifest().task(),
            context.config().model().summary(context.config().task()),
            parameters,
            new ModelVocabularies(
                tokens,
                characters,
                shards.manifest().scaling().orElse(null),
                shards.manifest().targetScaling().orElse(null),
                series,
                labels),
            shards.digest(),
            new TrainingCourse(
                context.config().seed(), measured.epoch(), measured.round(), measured.loss()),
            BuildInfo.versions(),
            origin());
    new ModelStore(context.storage())
        .publish(
            new TrainedModel(
                model, tokens, characters, series, labels, description, context.configText()),
            best(folder),
            true);
  }

  private ModelOrigin origin() {
    Manifest manifest = shards.manifest();
    Map<String, Long> targets = new TreeMap<>();
    manifest.splits().forEach((split, part) -> targets.put(split.key(), part.targets()));
    return new ModelOrigin(
        start instanceof WarmStart || start instanceof GivenWeights ? start.digest() : null,
        start instanceof PretrainedEmbedding ? start.digest() : null,
        manifest.sequenceLength(),
        manifest.inputDigest(),
        manifest.generations().stream().mapToInt(Manifest.Generation::sources).sum(),
        bytes(manifest),
        manifest.generations().size(),
        targets);
  }

  /**
   * Of independent examples nothing says which bytes became one: there it is those of the files.
   */
  private static long bytes(Manifest manifest) {
    return switch (manifest.schema().order()) {
      case STREAM -> manifest.splits().values().stream().mapToLong(Manifest.SplitPart::bytes).sum();
      case INDEPENDENT -> manifest.sources().stream().mapToLong(Manifest.Source::bytes).sum();
    };
  }

  /** Keeps why the run ended. */
  void diverged(DivergenceException failure) {
    metrics.append(MetricsFile.diverged(failure.epoch(), failure.round(), failure.getMessage()));
  }

  /** Completes the metrics. A run that came to nothing leaves no folder. */
  @Override
  public void close() {
    console.end();
    try {
      metrics.close();
    } finally {
      if (!started && !context.storage().exists(fit(folder))) {
        TrainingLock.clear(context.storage(), folder);
      }
    }
  }
}
