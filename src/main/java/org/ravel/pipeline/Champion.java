package org.ravel.pipeline;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.ravel.config.ConfigDifference;
import org.ravel.config.ConfigNames;
import org.ravel.config.ModelConfig.NetworkKind;
import org.ravel.config.RetrainingConfig.WarmStartRule;
import org.ravel.error.StorageException;
import org.ravel.model.ModelStore;
import org.ravel.model.TrainedModel;
import org.ravel.registry.ModelReference;
import org.ravel.registry.Registry;
import org.ravel.registry.Version;
import org.ravel.sequence.Horizon;
import org.ravel.series.KnownSeries;
import org.ravel.series.SeriesTable;
import org.ravel.shard.ShardSet;

/**
 * The champion that a run began with.
 *
 * @param number the registry's version
 * @param model it
 */
record Champion(int number, TrainedModel model) {
  /** Settings that decide which layers a network has, and what they compute. */
  private static final List<String> LAYERS = List.of("model", "training.kernels");

  private static final List<String> NOT_OF_LAYERS =
      List.of(
          "model.path",
          "model.dropout",
          "model.dropout-mask",
          "model.embedding-dropout",
          "model.weight-dropout",
          "model.initialisation",
          "model.lstm.forget-gate-bias",
          "model.gru.update-gate-bias");

  /**
   * Loads it.
   *
   * @throws org.ravel.error.InputException if it was pruned since, or is damaged
   */
  static Optional<Champion> load(JobContext context, Registry registry, RunHeader beginning) {
    if (beginning.champion() == null) {
      return Optional.empty();
    }
    Version version =
        registry.resolve(
            ModelReference.of(context.config().registry().name(), beginning.champion()));
    registry.verify(version);
    TrainedModel model = new ModelStore(context.storage()).load(registry.folder(version));
    return Optional.of(new Champion(version.number(), model));
  }

  /**
   * Refuses to go on where somebody has changed the champion since the run began.
   *
   * @throws StorageException if so
   */
  static void requireSame(Registry registry, RunHeader beginning, RetrainingFolder folder) {
    OptionalInt now = registry.champion();
    if (!now.equals(beginning.championVersion()) && !registry.hasPromoted(beginning.runId())) {
      throw new StorageException(
          "the champion of %s was %s when the run %s began and is %s now: somebody has changed it; what the run has made stays in %s, and a run with another --run-id starts from the present champion"
              .formatted(
                  registry.folder(),
                  text(beginning.championVersion()),
                  beginning.runId(),
                  text(now),
                  folder.path()));
    }
  }

  private static String text(OptionalInt version) {
    return version.isPresent() ? "version " + version.getAsInt() : "none";
  }

  /**
   * What it has another one of than the shards, in words, so that it can say nothing of them; empty
   * if it can.
   */
  Optional<String> strangeness(ShardSet shards) {
    if (!Objects.equals(
        model.description().vocabularyDigest(), shards.manifest().vocabularyDigest())) {
      return Optional.of("another vocabulary");
    }
    if (!Objects.equals(model.description().scaling(), shards.manifest().scaling().orElse(null))) {
      return Optional.of("other numbers, or another scaling of them");
    }
    if (!Objects.equals(
        model.description().targetScaling(), shards.manifest().targetScaling().orElse(null))) {
      return Optional.of("other targets, or another scaling of them");
    }
    if (model.labels() != null
        && !model.labels().digest().equals(shards.targetVocabulary().digest())) {
      return Optional.of("other labels");
    }
    if (model.series() != null) {
      return strangeness(
          model.series(), shards.series().orElseThrow(), shards.manifest().schema().horizon());
    }
    boolean sameCharacters =
        model.characters() == null
            || (shards.characters() != null
                && model.characters().digest().equals(shards.characters().digest()));
    return sameCharacters ? Optional.empty() : Optional.of("another vocabulary of characters");
  }

  /** A network may know series by their numbers. */
  static Optional<String> strangeness(KnownSeries known, SeriesTable series, Horizon horizon) {
    if (!known.table().numbers().equals(series.numbers())) {
      return Optional.of("other series");
    }
    if (!known.table().all().equals(series.all())) {
      return Optional.of(
          "other columns, another frequency or another transformation of the series");
    }
    if (!scales(known.table()).equals(scales(series))) {
      return Optional.of("another scaling of the series");
    }
    return known.horizon().equals(horizon)
        ? Optional.empty()
        : Optional.of("another horizon, or another way to read the series");
  }

  private static List<List<SeriesTable.Scale>> scales(SeriesTable table) {
    return table.series().stream().map(SeriesTable.Entry::scales).toList();
  }

  /** Why the training cannot start from it, in words; empty if it can. */
  Optional<String> obstacle(JobContext context, ShardSet shards) {
    if (context.config().retraining().warmStart() == WarmStartRule.NONE) {
      return Optional.of("retraining.warm-start is none");
    }
    NetworkKind kind = context.config().model().kind();
    if (!kind.isNetwork()) {
      return Optional.of("a model of kind %s is fitted anew".formatted(ConfigNames.of(kind)));
    }
    Optional<String> strangeness = strangeness(shards);
    if (strangeness.isPresent()) {
      return Optional.of("the champion, version %d, has %s".formatted(number, strangeness.get()));
    }
    List<String> different = otherLayers(model.configuration(), context.configText());
    return different.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the champion, version %d, has other layers: %s"
                .formatted(number, String.join(", ", different)));
  }

  /** The settings in which the layers of two configurations differ. */
  static List<String> otherLayers(String one, String other) {
    return ConfigDifference.between(one, other, LAYERS, NOT_OF_LAYERS);
  }
}
