package org.ravel.evaluation.label;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.evaluation.tally.SharedVocabulary;
import org.ravel.sequence.Alignment;
import org.ravel.shard.ShardSet;

/**
 * What a training split has, to hold the labels of trees against.
 *
 * @param nodes baselines that are fitted on all nodes that are targets, the most frequent label
 *     first
 * @param roots the same, fitted on roots
 */
public record TreeFacts(List<PhraseBaseline> nodes, List<PhraseBaseline> roots)
    implements Serializable {

  public TreeFacts {
    nodes = List.copyOf(nodes);
    roots = List.copyOf(roots);
  }

  /** Without a look at the training split: ids of labels go by frequency. */
  public static TreeFacts unknown(int labels) {
    MostFrequentLabel first = MostFrequentLabel.byId(labels);
    return new TreeFacts(List.of(first), List.of(first));
  }

  /**
   * Counts on Spark.
   *
   * @param shards what is measured
   * @param rootsOnly whether roots alone are targets
   * @throws org.ravel.error.InputException if the shard sets do not share a vocabulary
   */
  public static TreeFacts of(
      JavaSparkContext spark, ShardSet training, ShardSet shards, boolean rootsOnly) {
    SharedVocabulary.require(training, shards);
    // A root's words are all words: counted as those of a whole sequence.
    List<PhraseBaseline> roots = baselines(LabelCounts.of(spark, training, Alignment.WHOLE));
    return new TreeFacts(
        rootsOnly ? roots : baselines(LabelCounts.of(spark, training, Alignment.NODES)), roots);
  }

  private static List<PhraseBaseline> baselines(LabelCounts counts) {
    return List.of(new MostFrequentLabel(counts.byFrequency()), NaiveBayes.of(counts));
  }

  /** The label that most of these nodes have. */
  int mostFrequent() {
    return ((MostFrequentLabel) nodes.get(0)).label();
  }
}
