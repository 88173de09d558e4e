package org.ravel.evaluation;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.ravel.sequence.Example;
import scala.Tuple2;

/**
 * Counts the pairs of a task's blocks in a table of bounded size, which is handed on whenever it is
 * full: a pair may come out several times.
 */
final class CountPairs implements PairFlatMapFunction<Iterator<Block>, Long, Long> {
  /** 16 MiB of table. */
  private static final int LOG2_SLOTS = 20;

  private final BlockReader reader;
  private final int log2Slots;

  CountPairs(BlockReader reader, int sequenceLength) {
    this.reader = reader;
    this.log2Slots = log2Slots(sequenceLength);
  }

  /** Of a table; half of its slots are kept for the sequence that fills it. */
  static int log2Slots(int sequenceLength) {
    return Math.max(LOG2_SLOTS, Integer.SIZE - Integer.numberOfLeadingZeros(sequenceLength) + 1);
  }

  @Override
  public Iterator<Tuple2<Long, Long>> call(Iterator<Block> blocks) {
    return new Counts(reader, blocks, new PairTable(log2Slots));
  }

  /** Reads on when what was counted is used up. */
  static final class Counts implements Iterator<Tuple2<Long, Long>> {
    private final BlockReader reader;
    private final Iterator<Block> blocks;
    private final PairTable table;
    private Iterator<Example> sequences = Collections.emptyIterator();
    private Iterator<Tuple2<Long, Long>> counted = Collections.emptyIterator();

    Counts(BlockReader reader, Iterator<Block> blocks, PairTable table) {
      this.reader = reader;
      this.blocks = blocks;
      this.table = table;
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
    public Tuple2<Long, Long> next() {
      if (!hasNext()) {
        throw new NoSuchElementException("all pairs of the task's blocks were counted");
      }
      return counted.next();
    }

    private void fill() {
      table.clear();
      while (!table.isFull() && (sequences.hasNext() || blocks.hasNext())) {
        if (sequences.hasNext()) {
          table.countAll(sequences.next().ids(0));
        } else {
          sequences = reader.read(blocks.next()).iterator();
        }
      }
    }
  }
}
