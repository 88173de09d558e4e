package org.ravel.evaluation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;

/** Keeps what each sequence of a task's blocks loses, in the blocks' order. */
record ScoreSequences(BlockWalk walk) implements FlatMapFunction<Iterator<Block>, SequenceLosses> {

  @Override
  public Iterator<SequenceLosses> call(Iterator<Block> blocks) {
    BlockScorer scorer = walk.scorer();
    List<SequenceLosses> losses = new ArrayList<>();
    while (blocks.hasNext()) {
      losses.add(scorer.scoreSequences(walk.reader().read(blocks.next())));
    }
    return List.of(SequenceLosses.concatenated(losses)).iterator();
  }
}
