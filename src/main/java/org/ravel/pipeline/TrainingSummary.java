package org.ravel.pipeline;

import java.util.OptionalInt;
import org.apache.hadoop.fs.Path;
import org.ravel.config.ConfigNames;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;
import org.ravel.training.TrainingEvents.Begun;
import org.ravel.wording.Phrases;

/** What a training is about to do, told before its first round. */
final class TrainingSummary {
  private final JobContext context;

  TrainingSummary(JobContext context) {
    this.context = context;
  }

  /**
   * Tells it.
   *
   * @param run the training's folder
   */
  void tell(ShardSet shards, Path run, Begun begun) {
    row("data", data(shards));
    row(
        "network",
        "%s, %s"
            .formatted(
                context.config().model().summary(context.config().task()),
                Phrases.count(begun.parameters(), "parameter")));
    row("rounds", rounds(begun));
    row("updater", updater());
    if (context.config().training().weightAveraging().isOn()) {
      row("parameters", context.config().training().weightAveraging().summary());
    }
    row("folder", context.storage().shown(run));
  }

  /** Tells it of a model that is no network. */
  void tell(ShardSet shards, Path run) {
    row("data", data(shards));
    row("model", context.config().model().summary(context.config().task()));
    row("folder", context.storage().shown(run));
  }

  private String data(ShardSet shards) {
    Manifest manifest = shards.manifest();
    Manifest.SplitPart training = shards.split(Split.TRAIN);
    String examples =
        switch (manifest.schema().order()) {
          case STREAM ->
              "%s in %s of %d"
                  .formatted(
                      Phrases.count(training.targets(), "token"),
                      Phrases.count(training.sequences(), "sequence"),
                      manifest.sequenceLength());
          case INDEPENDENT ->
              "%s in %s with %s"
                  .formatted(
                      Phrases.count(training.tokens(), "step"),
                      Phrases.count(training.sequences(), "sequence"),
                      Phrases.count(
                          training.targets(),
                          context.config().task().hasLabels() ? "label" : "target"));
        };
    return "%s, from %s, %s"
        .formatted(examples, Phrases.count(manifest.sources().size(), "file"), read(manifest));
  }

  private static String read(Manifest manifest) {
    OptionalInt width = manifest.schema().numbers();
    return width.isPresent()
        ? Phrases.count(width.getAsInt(), "number") + " a step"
        : "vocabulary of %,d".formatted(manifest.vocabularySize());
  }

  private String rounds(Begun begun) {
    RavelConfig config = context.config();
    int epochs = config.training().epochs();
    if (epochs == 0) {
      return "none: the weights are those of model.weights-from";
    }
    return "%,d in %s (%,d an epoch), of %s with %s of %s%s"
        .formatted(
            begun.rounds(),
            Phrases.count(epochs, "epoch"),
            Math.round((double) begun.rounds() / epochs),
            Phrases.count(config.averaging().workers(), "worker"),
            Phrases.count(config.averaging().period(), "minibatch", "minibatches"),
            Phrases.count(config.training().minibatchSize(), "sequence"),
            begun.done() > 0 ? "; %,d are done".formatted(begun.done()) : "");
  }

  private String updater() {
    var training = context.config().training();
    return switch (training.method()) {
      case AVERAGING ->
          "%s, learning rate %s, %s"
              .formatted(
                  ConfigNames.of(training.updater().name()),
                  training.updater().learningRate(),
                  ConfigNames.of(training.schedule().name()));
      case EVOLUTION ->
          "none: evolution by %s, a generation a round, first deviation %s"
              .formatted(
                  ConfigNames.of(training.evolution().search()), training.evolution().deviation());
      case HESSIAN_FREE ->
          "none: hessian-free, a step a round, of up to %s of conjugate gradients, first damping %s"
              .formatted(
                  Phrases.count(training.hessianFree().iterations(), "iteration"),
                  training.hessianFree().damping());
    };
  }

  private void row(String name, String value) {
    context.tell("  %-12s %s".formatted(name, value));
  }
}
