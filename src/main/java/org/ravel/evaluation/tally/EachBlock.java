package org.ravel.evaluation.tally;

import java.util.Iterator;
import java.util.function.Function;

/**
 * What is counted on each of a task's blocks, one after the other.
 *
 * @param <S> what is counted on a block
 */
public record EachBlock<S>(Iterator<Block> blocks, Function<Block, S> count)
    implements Iterator<S> {

  @Override
  public boolean hasNext() {
    return blocks.hasNext();
  }

  @Override
  public S next() {
    return count.apply(blocks.next());
  }
}
