package org.ravel.evaluation;

import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;
import org.ravel.network.PredictorSource;

/** What a task needs to walk blocks, whatever it counts. */
final class BlockWalk implements Serializable {
  private final Broadcast<PredictorSource> network;
  private final Broadcast<BaselineRuns> baselines;
  private final BlockReader reader;
  private final EvaluationSettings settings;
  private final int sequenceLength;
  private final int vocabularySize;
  private final int unknown;

  BlockWalk(
      Broadcast<PredictorSource> network,
      Broadcast<BaselineRuns> baselines,
      BlockReader reader,
      EvaluationSettings settings,
      int sequenceLength,
      int vocabularySize,
      int unknown) {
    this.network = network;
    this.baselines = baselines;
    this.reader = reader;
    this.settings = settings;
    this.sequenceLength = sequenceLength;
    this.vocabularySize = vocabularySize;
    this.unknown = unknown;
  }

  /** With a network of its own: one for all blocks of a task. */
  BlockScorer scorer() {
    return new BlockScorer(
        network.value().get(), settings, sequenceLength, vocabularySize, unknown);
  }

  BaselineRuns baselines() {
    return baselines.value();
  }

  BlockReader reader() {
    return reader;
  }

  int sequenceLength() {
    return sequenceLength;
  }
}
