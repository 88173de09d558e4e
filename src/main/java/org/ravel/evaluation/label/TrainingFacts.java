package org.ravel.evaluation.label;

import java.io.Serializable;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.config.Split;
import org.ravel.evaluation.tally.SharedVocabulary;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.sequence.Alignment;
import org.ravel.shard.ShardSet;

/**
 * What a training split has, to hold labels against.
 *
 * @param words the tokens that training has, without {@code <unk>}, which stands for those that the
 *     vocabulary lacks; null where it is not known, steps are no tokens, or have no labels
 * @param rare the tokens that the vocabulary lacks
 * @param shared spellings of such tokens that both training and what is measured have
 * @param cut whether training has tokens that the vocabulary lacks, and nothing says which: all of
 *     those that it lacks then count as unseen
 * @param baselines the most frequent label first
 */
public record TrainingFacts(
    BitSet words, RareWords rare, Set<String> shared, boolean cut, List<LabelBaseline> baselines)
    implements Serializable {

  public TrainingFacts {
    baselines = List.copyOf(baselines);
  }

  /** Without a look at the training split: ids of labels go by frequency. */
  public static TrainingFacts unknown() {
    return new TrainingFacts(
        null, RareWords.NONE, Set.of(), false, List.of(new MostFrequentLabel(0)));
  }

  /** The label that the first baseline always gives. */
  int mostFrequent() {
    return ((MostFrequentLabel) baselines.get(0)).label();
  }

  /** Whether each step has a token that training does not have. */
  boolean[] unseen(TargetRow targets) {
    boolean[] unseen = new boolean[targets.steps()];
    String[] spellings = null;
    for (int step = 0; words != null && step < unseen.length; step++) {
      int position = targets.position(step);
      if (!words.get(targets.example().ids(0)[position])) {
        spellings = spellings == null ? rare.spellings(targets.example()) : spellings;
        unseen[step] = spellings[position] == null || !shared.contains(spellings[position]);
      }
    }
    return unseen;
  }

  /** The baselines' labels of a target that are right, each added to its place. */
  void count(TargetRow targets, int step, int gold, int[] right) {
    for (int i = 0; i < right.length; i++) {
      int label = baselines.get(i).label(targets.example(), targets.position(step));
      right[i] += label == gold ? 1 : 0;
    }
  }

  /**
   * Counts on Spark.
   *
   * @param shards what is measured
   * @throws org.ravel.error.InputException if the shard sets do not share a vocabulary
   */
  public static TrainingFacts of(
      JavaSparkContext spark, ShardSet training, ShardSet shards, Split split) {
    SharedVocabulary.require(training, shards);
    LabelCounts counts = LabelCounts.of(spark, training);
    if (shards.manifest().scaling().isPresent()) {
      List<LabelBaseline> baselines = List.of(new MostFrequentLabel(counts.byFrequency()));
      return new TrainingFacts(null, RareWords.NONE, Set.of(), false, baselines);
    }
    int unknown = training.vocabulary().unknown();
    RareWords rare = RareWords.of(unknown, spelling(training, shards));
    LabelBaseline always = new MostFrequentLabel(counts.byFrequency());
    if (shards.manifest().schema().targets() == Alignment.WHOLE) {
      List<LabelBaseline> baselines = List.of(always, NaiveBayes.of(counts));
      return new TrainingFacts(null, rare, Set.of(), false, baselines);
    }
    BitSet words = new BitSet();
    IntStream.range(0, counts.words()).filter(counts::has).forEach(words::set);
    words.clear(unknown);
    return new TrainingFacts(
        words,
        rare,
        counts.has(unknown) && rare.areSpelled()
            ? RareSpellings.shared(spark, training, shards, split, rare)
            : Set.of(),
        counts.has(unknown) && !rare.areSpelled(),
        List.of(always, WordLabels.of(counts)));
  }

  /** Where both shard sets keep the spelling, in the same characters. */
  static OptionalInt spelling(ShardSet training, ShardSet shards) {
    return training.manifest().schema().equals(shards.manifest().schema())
            && shards.characters() != null
            && training.characters().digest().equals(shards.characters().digest())
        ? shards.manifest().schema().spelling()
        : OptionalInt.empty();
  }
}
