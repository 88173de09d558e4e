package org.ravel.evaluation;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.ravel.sequence.Example;
import org.ravel.sequence.Lanes;
import scala.Tuple2;

/**
 * Counts the pairs of each run of a task's blocks: by pair, the run and how often the pair is in
 * it. A run goes by the index of its first sequence in the split. The table of counts has a bounded
 * size and is handed on whenever it is full: a pair may come out several times for a run, but
 * always in the same parts.
 */
final class CountRunPairs
    implements PairFlatMapFunction<Iterator<Block>, Long, Tuple2<Long, Long>> {
  private final BlockReader reader;
  private final int lanes;
  private final int log2Slots;

  /** For runs as an evaluation has them, which propagates so many sequences together. */
  CountRunPairs(BlockReader reader, int lanes, int sequenceLength) {
    this.reader = reader;
    this.lanes = lanes;
    this.log2Slots = CountPairs.log2Slots(sequenceLength);
  }

  @Override
  public Iterator<Tuple2<Long, Tuple2<Long, Long>>> call(Iterator<Block> blocks) {
    return new Counts(blocks);
  }

  /** Reads on when what was counted is used up. */
  private final class Counts implements Iterator<Tuple2<Long, Tuple2<Long, Long>>> {
    private final PairTable table = new PairTable(log2Slots);
    private final Iterator<Block> blocks;
    private List<Example> block = List.of();
    private Lanes blockLanes = new Lanes(0, 1);
    private int nextLane = blockLanes.count();
    private long run;
    private Iterator<Example> sequences = Collections.emptyIterator();
    private Iterator<Tuple2<Long, Long>> counted = Collections.emptyIterator();

    Counts(Iterator<Block> blocks) {
      this.blocks = blocks;
    }

    @Override
    public boolean hasNext() {
      if (!counted.hasNext()) {
        fill();
        counted = table.entries();
      }
      return counted.hasNext();
    }

    @Override
    public Tuple2<Long, Tuple2<Long, Long>> next() {
      if (!hasNext()) {
        throw new NoSuchElementException("all pairs of the task's blocks were counted");
      }
      Tuple2<Long, Long> pair = counted.next();
      return new Tuple2<>(pair._1(), new Tuple2<>(run, pair._2()));
    }

    /** Counts the rest of a run, or as much of it as the table holds. */
    private void fill() {
      table.clear();
      while (table.isEmpty() && hasSequence()) {
        while (sequences.hasNext() && !table.isFull()) {
          table.countAll(sequences.next().ids(0));
        }
      }
    }

    private boolean hasSequence() {
      while (!sequences.hasNext()) {
        if (nextLane < blockLanes.count()) {
          int start = (int) blockLanes.start(nextLane);
          run = block.get(start).index();
          sequences = block.subList(start, (int) blockLanes.start(nextLane + 1)).iterator();
          nextLane++;
        } else if (blocks.hasNext()) {
          block = reader.read(blocks.next());
          blockLanes = Lanes.of(block.size(), lanes);
          nextLane = 0;
        } else {
          return false;
        }
      }
      return true;
    }
  }
}
