package org.ravel.evaluation;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;

/** Adds up what a task's blocks lose. */
record ScoreBlocks(BlockWalk walk) implements FlatMapFunction<Iterator<Block>, Sums> {

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
