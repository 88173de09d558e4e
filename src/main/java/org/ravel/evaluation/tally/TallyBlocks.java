package org.ravel.evaluation.tally;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.ravel.sequence.Example;
import org.ravel.spark.TaskEnd;

/**
 * Walks a task's blocks, with one network for all of them.
 *
 * @param <S> what is counted on each
 */
public record TallyBlocks<S>(BlockWalk walk, TallySource<S> tallies)
    implements FlatMapFunction<Iterator<Block>, S> {

  @Override
  public Iterator<S> call(Iterator<Block> blocks) {
    BlockWalker walker = TaskEnd.close(walk.walker());
    return new EachBlock<>(blocks, block -> sums(walk.reader().read(block), walker));
  }

  private S sums(List<Example> block, BlockWalker walker) {
    Tally<S> tally = tallies.begin(block);
    walker.walk(block, tally);
    return tally.sums();
  }
}
