package org.ravel.evaluation.label;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.evaluation.tally.SharedVocabulary;
import org.ravel.shard.ShardSet;

/**
 * What a training split has, to hold sets of labels against.
 *
 * @param rare the tokens that the vocabulary lacks
 * @param baselines counted on the training split; none where nobody has looked at it
 */
public record SetFacts(RareWords rare, List<SetBaseline> baselines) implements Serializable {

  public SetFacts {
    baselines = List.copyOf(baselines);
  }

  /** Without a look at the training split. */
  public static SetFacts unknown() {
    return new SetFacts(RareWords.NONE, List.of());
  }

  /**
   * Counts on Spark.
   *
   * @param shards what is measured
   * @throws org.ravel.error.InputException if the shard sets do not share a vocabulary
   */
  public static SetFacts of(JavaSparkContext spark, ShardSet training, ShardSet shards) {
    SharedVocabulary.require(training, shards);
    LabelCounts counts = LabelCounts.of(spark, training);
    if (shards.manifest().scaling().isPresent()) {
      return new SetFacts(RareWords.NONE, List.of(LabelShares.of(counts)));
    }
    return new SetFacts(
        RareWords.of(training.vocabulary().unknown(), TrainingFacts.spelling(training, shards)),
        List.of(LabelShares.of(counts), IndependentBayes.of(counts)));
  }
}
