package org.ravel.config;

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
 * @param sourceEntropy entropy of the source in bits per token where it is known, shown beside the
 *     result; null where it is not
 */
public record EvaluationConfig(
    String path,
    String shards,
    Split split,
    boolean carryState,
    int minibatchSize,
    int blockSequences,
    Double sourceEntropy) {

  public EvaluationConfig {
    Require.path("evaluation.path", path);
    Require.path("evaluation.shards", shards);
    Require.present("evaluation.split", split);
    Require.minibatchSize("evaluation.minibatch-size", minibatchSize);
    Require.atLeast(minibatchSize, "evaluation.block-sequences", blockSequences);
    if (sourceEntropy != null) {
      Require.notNegative("evaluation.source-entropy", sourceEntropy);
    }
  }
}
