package org.ravel.evaluation.tally;

import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;
import org.ravel.network.PredictorSource;

/** What a task needs to walk blocks, whatever it counts. */
public final class BlockWalk implements Serializable {
  private final Broadcast<PredictorSource> network;
  private final BlockReader reader;
  private final EvaluationSettings settings;
  private final int symbols;

  public BlockWalk(
      Broadcast<PredictorSource> network,
      BlockReader reader,
      EvaluationSettings settings,
      int symbols) {
    this.network = network;
    this.reader = reader;
    this.settings = settings;
    this.symbols = symbols;
  }

  /** With a network of its own: one for all blocks of a task, to be closed at its end. */
  BlockWalker walker() {
    return new BlockWalker(network.value().get(), settings, reader.schema(), symbols);
  }

  BlockReader reader() {
    return reader;
  }
}
