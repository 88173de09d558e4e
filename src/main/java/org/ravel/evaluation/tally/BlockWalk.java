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
  private final int longest;

  /**
   * A walk over shards.
   *
   * @param symbols number of ids that a target can have
   * @param longest steps of a piece of examples that have one target
   */
  public BlockWalk(
      Broadcast<PredictorSource> network,
      BlockReader reader,
      EvaluationSettings settings,
      int symbols,
      int longest) {
    this.network = network;
    this.reader = reader;
    this.settings = settings;
    this.symbols = symbols;
    this.longest = longest;
  }

  /** With a network of its own: one for all blocks of a task, to be closed at its end. */
  BlockWalker walker() {
    return new BlockWalker(network.value().get(), settings, reader.schema(), symbols, longest);
  }

  BlockReader reader() {
    return reader;
  }
}
