package org.ravel.evaluation;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.ravel.model.SequencePredictor;

/** Measures a task's blocks with a network of the task's own: one for all of them. */
final class ScoreBlocks<P extends Supplier<SequencePredictor>>
    implements FlatMapFunction<Iterator<Block>, Sums> {
  private final Broadcast<P> network;
  private final BlockReader reader;
  private final EvaluationSettings settings;
  private final int sequenceLength;
  private final int vocabularySize;
  private final int unknown;

  ScoreBlocks(
      Broadcast<P> network,
      BlockReader reader,
      EvaluationSettings settings,
      int sequenceLength,
      int vocabularySize,
      int unknown) {
    this.network = network;
    this.reader = reader;
    this.settings = settings;
    this.sequenceLength = sequenceLength;
    this.vocabularySize = vocabularySize;
    this.unknown = unknown;
  }

  @Override
  public Iterator<Sums> call(Iterator<Block> blocks) {
    BlockScorer scorer =
        new BlockScorer(network.value().get(), settings, sequenceLength, vocabularySize, unknown);
    Sums sums = new Sums(sequenceLength);
    while (blocks.hasNext()) {
      sums.add(scorer.score(reader.read(blocks.next())));
    }
    return List.of(sums).iterator();
  }
}
