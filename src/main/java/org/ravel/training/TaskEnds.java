package org.ravel.training;

import java.util.Optional;
import org.ravel.config.ConfigNames;
import org.ravel.config.ModelConfig;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.model.NetworkEnds;
import org.ravel.model.NetworkInput;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Column;
import org.ravel.sequence.Horizon;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;

/** What a network reads and predicts that is trained on a shard set. */
final class TaskEnds {
  private TaskEnds() {}

  /**
   * Those of a network on shards.
   *
   * @throws ConfigurationException if they hold real numbers, and a setting is for words
   * @throws InputException if they lack characters that the network reads, or hold labels to learn
   *     that are none, or none in the validation split that could be learned
   */
  static NetworkEnds of(ShardSet shards, RavelConfig config) {
    Manifest manifest = shards.manifest();
    Alignment targets = manifest.schema().targets();
    if (targets == Alignment.HORIZON) {
      if (manifest.splits().containsKey(Split.VALIDATION)) {
        // Refuses one whose targets are all missing before anything is trained.
        shards.split(Split.VALIDATION);
      }
      Horizon horizon = manifest.schema().horizon();
      return new NetworkEnds(
          new NetworkInput.OfSeries(horizon.inputs(), shards.series().orElseThrow().all().size()),
          targets,
          horizon.targets());
    }
    if (targets == Alignment.VALUES) {
      return new NetworkEnds(input(shards, config), targets, manifest.targetVocabularySize());
    }
    long unknown = shards.split(Split.TRAIN).unknown();
    boolean labels = shards.targetVocabulary().isOfLabels();
    if (labels && unknown > 0) {
      throw new InputException(
          "the training split in %s has %,d targets that are none of its labels; prepare it with a target-vocabulary.from that has them all, or without"
              .formatted(shards.path(), unknown));
    }
    Manifest.SplitPart validation = manifest.splits().get(Split.VALIDATION);
    // Of sets the labels are counted, which say nothing of how many sets have none.
    boolean alone = targets != Alignment.SET;
    if (labels && alone && validation != null && validation.unknown() == validation.targets()) {
      throw new InputException(
          "none of the %,d targets of the validation split in %s is one of its labels, so that there is no loss to validate with; prepare it with another split.validation-input, or split.validation=0"
              .formatted(validation.targets(), shards.path()));
    }
    return new NetworkEnds(input(shards, config), targets, shards.targetVocabulary().size());
  }

  private static NetworkInput input(ShardSet shards, RavelConfig config) {
    Manifest manifest = shards.manifest();
    if (manifest.scaling().isPresent()) {
      requireNoWords(shards, config);
      return new NetworkInput.OfNumbers(manifest.scaling().get().width());
    }
    NetworkInput.OfTokens tokens =
        new NetworkInput.OfTokens(manifest.vocabularySize(), characters(shards, config.model()));
    Optional<Column.Children> children = manifest.schema().children();
    if (children.isEmpty()) {
      return tokens;
    }
    requireLimit(shards, config.model(), children.get().most());
    return new NetworkInput.OfTrees(tokens, children.get().most());
  }

  /** Told by the shards where the configuration has changed since they were prepared. */
  private static void requireLimit(ShardSet shards, ModelConfig model, int children) {
    if (model.composition() == ModelConfig.Composition.N_ARY && children == 0) {
      throw new ConfigurationException(
          "model.composition is n-ary, which has weights for each child, but the nodes in %s have any number of children; set child-sum or gated-sum, or prepare the trees again with corpus.trees.children"
              .formatted(shards.path()));
    }
  }

  /** Told by the shards where the configuration does not say that steps are numbers. */
  private static void requireNoWords(ShardSet shards, RavelConfig config) {
    ModelConfig model = config.model();
    requireNone(shards, model.pretrained().file() == null, "model.pretrained.file", "null");
    requireNone(shards, !model.characters().areRead(), "model.characters.network", "none");
    boolean writesText = shards.manifest().schema().targets() == Alignment.OWN_STEPS;
    requireNone(
        shards, writesText || model.embeddingDropout() == 0, "model.embedding-dropout", "0");
    double dropped = config.training().unknownDropout();
    requireNone(shards, dropped == 0, "training.unknown-dropout", "0");
  }

  private static void requireNone(ShardSet shards, boolean isNone, String key, String none) {
    if (!isNone) {
      throw new ConfigurationException(
          "%s is set, but %s holds real numbers, which are no words; set it to %s"
              .formatted(key, shards.path(), none));
    }
  }

  private static int characters(ShardSet shards, ModelConfig model) {
    if (!model.characters().areRead()) {
      return 0;
    }
    if (shards.characters() == null) {
      throw new InputException(
          "model.characters.network is %s, but %s holds no characters of tokens; run ravel prepare again with shards.spelling=true, or set model.characters.network=none"
              .formatted(ConfigNames.of(model.characters().network()), shards.path()));
    }
    return shards.characters().size();
  }
}
