package org.ravel.evaluation;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.ravel.model.SequencePredictor;

/** Adds up what a task's blocks lose. */
record ScoreBlocks<P extends Supplier<SequencePredictor>>(BlockWalk<P> walk)
    implements FlatMapFunction<Iterator<Block>, Sums> {

  @Override
  public Iterator<Sums> call(Iterator<Block> blocks) {
    BlockScorer scorer = walk.scorer();
    Sums sums = new Sums(walk.sequenceLength(), walk.baselines().count());
    while (blocks.hasNext()) {
      sums.add(scorer.score(walk.reader().read(blocks.next())), walk.baselines());
    }
    return List.of(sums).iterator();
  }
}
