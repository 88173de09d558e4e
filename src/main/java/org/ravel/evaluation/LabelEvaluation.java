package org.ravel.evaluation;

import java.util.function.Supplier;
import org.ravel.corpus.Vocabulary;
import org.ravel.evaluation.label.ClassTallies;
import org.ravel.evaluation.label.LabelGroups;
import org.ravel.evaluation.label.LabelNames;
import org.ravel.evaluation.label.LabelTallies;
import org.ravel.evaluation.label.SetFacts;
import org.ravel.evaluation.label.SetTallies;
import org.ravel.evaluation.label.SpanLabels;
import org.ravel.evaluation.label.TrainingFacts;
import org.ravel.evaluation.label.TreeFacts;
import org.ravel.evaluation.label.TreeTallies;
import org.ravel.evaluation.label.WorstExamples;
import org.ravel.shard.ShardSet;
import org.ravel.spark.BroadcastScope;

/** Measures models that give labels. */
record LabelEvaluation(MeasuredSplit split) {

  /** A label for each step. */
  Evaluation labels(TrainingFacts training) {
    WorstExamples.Names names = names(split.shards());
    SpanLabels spans = SpanLabels.of(names.labels().names()).orElse(null);
    try (BroadcastScope<TrainingFacts> facts = BroadcastScope.of(split.spark(), training)) {
      return split.evaluate(
          new LabelTallies(names.labels(), spans, facts.broadcast()),
          sums -> sums.measures(names, training));
    }
  }

  /**
   * A label for each sequence.
   *
   * @param ranked whether it is measured how each class is scored against the rest
   */
  Evaluation classes(TrainingFacts training, boolean ranked) {
    WorstExamples.Names names = names(split.shards());
    try (BroadcastScope<TrainingFacts> facts = BroadcastScope.of(split.spark(), training)) {
      return split.evaluate(
          new ClassTallies(names.labels(), facts.broadcast(), ranked),
          sums -> sums.measures(names, training));
    }
  }

  /** A set of labels for each sequence, ranked as {@link #classes}. */
  Evaluation sets(SetFacts training, boolean ranked) {
    WorstExamples.Names names = names(split.shards());
    double threshold = split.settings().threshold();
    try (BroadcastScope<SetFacts> facts = BroadcastScope.of(split.spark(), training)) {
      return split.evaluate(
          new SetTallies(names.labels(), threshold, facts.broadcast(), ranked),
          sums -> sums.measures(names, training, threshold));
    }
  }

  /**
   * A label for each node of trees, or for each root.
   *
   * @param counted what a training split has, which is asked for when nothing else can be refused
   * @throws org.ravel.error.ConfigurationException if there is no label that a group names
   */
  Evaluation trees(Supplier<TreeFacts> counted) {
    WorstExamples.Names names = names(split.shards());
    LabelGroups groups = LabelGroups.of(split.settings().labelGroups(), names.labels());
    TreeFacts training = counted.get();
    try (BroadcastScope<TreeFacts> facts = BroadcastScope.of(split.spark(), training)) {
      return split.evaluate(
          new TreeTallies(names.labels(), groups, facts.broadcast()),
          sums -> sums.measures(names, groups, training));
    }
  }

  private static WorstExamples.Names names(ShardSet shards) {
    return new WorstExamples.Names(
        LabelNames.of(shards.targetVocabulary()),
        id -> shards.vocabulary().token(id),
        character -> character(shards.characters(), character),
        source -> shards.manifest().sources().get(source).name());
  }

  /** One that the vocabulary of characters lacks cannot be shown. */
  private static String character(Vocabulary characters, int id) {
    return id == characters.unknown() ? "\uFFFD" : characters.token(id);
  }
}
