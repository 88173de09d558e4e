package org.ravel.evaluation.label;

import java.io.Serializable;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.evaluation.tally.SharedVocabulary;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Column;
import org.ravel.shard.ShardSet;

/**
 * What a training split has, to hold labels against.
 *
 * @param words the tokens that training has, without {@code <unk>}, which stands for those that the
 *     vocabulary lacks; null where it is not known, or steps are no tokens
 * @param baselines the most frequent label first
 */
public record TrainingFacts(BitSet words, List<LabelBaseline> baselines) implements Serializable {

  public TrainingFacts {
    baselines = List.copyOf(baselines);
  }

  /** Without a look at the training split: ids of labels go by frequency. */
  public static TrainingFacts unknown() {
    return new TrainingFacts(null, List.of(new MostFrequentLabel(0)));
  }

  /** The label that the first baseline always gives. */
  int mostFrequent() {
    return ((MostFrequentLabel) baselines.get(0)).label();
  }

  /** Whether a step has a token that training does not have. */
  boolean isUnseen(TargetRow targets, int step) {
    return words != null && !words.get(targets.example().ids(0)[targets.position(step)]);
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
  public static TrainingFacts of(JavaSparkContext spark, ShardSet training, ShardSet shards) {
    if (!(shards.manifest().schema().input() instanceof Column.Ids)) {
      return unknown();
    }
    SharedVocabulary.require(training, shards);
    LabelCounts counts = LabelCounts.of(spark, training);
    BitSet words = new BitSet();
    IntStream.range(0, counts.words()).filter(counts::has).forEach(words::set);
    words.clear(training.vocabulary().unknown());
    return new TrainingFacts(
        words,
        List.of(
            new MostFrequentLabel(counts.mostFrequent()),
            shards.manifest().schema().targets() == Alignment.WHOLE
                ? NaiveBayes.of(counts)
                : WordLabels.of(counts)));
  }
}
