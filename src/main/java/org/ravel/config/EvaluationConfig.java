package org.ravel.config;

import java.util.List;

/**
 * What is measured, and how.
 *
 * @param path the report's folder
 * @param shards the shard set to measure on; its vocabulary must be the model's
 * @param carryState whether the hidden state goes on from one sequence to the next of its lane, or
 *     starts at zero in each
 * @param minibatchSize sequences that are propagated together; with carried state, the lanes that a
 *     block is divided into
 * @param blockSequences sequences per unit of work; state starts at zero in each block
 * @param threshold probability from which a label is one of a set
 * @param sourceEntropy entropy of the source in bits per token where it is known, shown beside the
 *     result; null where it is not
 * @param labelGroups groups of labels that are measured beside the labels; empty for none
 * @param baselines fitted models that a language model, or one that forecasts, is held against,
 *     beside those of every report: places of trained ones, or such as {@code ngram:5}
 * @param images a folder with the pictures of captions, by the names of the images; null for none
 */
public record EvaluationConfig(
    String path,
    String shards,
    Split split,
    boolean carryState,
    int minibatchSize,
    int blockSequences,
    double threshold,
    Double sourceEntropy,
    List<LabelGroupConfig> labelGroups,
    List<String> baselines,
    String images) {

  public EvaluationConfig {
    Require.path("evaluation.path", path);
    Require.path("evaluation.shards", shards);
    Require.present("evaluation.split", split);
    Require.minibatchSize("evaluation.minibatch-size", minibatchSize);
    Require.atLeast(minibatchSize, "evaluation.block-sequences", blockSequences);
    Require.present("evaluation.label-groups", labelGroups);
    labelGroups = List.copyOf(labelGroups);
    LabelGroupConfig.require(labelGroups);
    Require.present("evaluation.baselines", baselines);
    baselines = List.copyOf(baselines);
    BaselineChoice.parse(baselines);
    if (images != null) {
      Require.path("evaluation.images", images);
    }
    requireThreshold("evaluation.threshold", threshold);
    if (sourceEntropy != null) {
      Require.notNegative("evaluation.source-entropy", sourceEntropy);
    }
  }

  /** The baselines as they are meant. */
  public List<BaselineChoice> baselineChoices() {
    return BaselineChoice.parse(baselines);
  }

  static void requireThreshold(String key, double threshold) {
    Require.that(threshold > 0 && threshold < 1, key, threshold, "be above 0 and below 1");
  }
}
