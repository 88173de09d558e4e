package org.ravel.evaluation.pair;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.ravel.sequence.Alignment;
import scala.Tuple2;

/**
 * Counts the pairs of runs, one run after the other: by pair, the run and how often the pair is in
 * it. The table of counts has a bounded size and is handed on whenever it is full: a pair may come
 * out several times for a run, but always in the same parts.
 */
public final class RunPairs implements Iterator<Tuple2<Long, Tuple2<Long, Long>>> {
  /** 20 MiB of table. */
  private static final int LOG2_SLOTS = 20;

  private final Alignment targets;
  private final PairTable table;
  private final Iterator<PairRun> runs;
  private PairRun run = new PairRun(0, Collections.emptyIterator());
  private Iterator<Tuple2<Long, Long>> counted = Collections.emptyIterator();

  /**
   * Counts in a table of such a size that half of its slots hold any sequence's pairs.
   *
   * @param longest pairs of the longest sequence
   */
  public RunPairs(Alignment targets, int longest, Iterator<PairRun> runs) {
    this(
        targets,
        new PairTable(
            Math.max(LOG2_SLOTS, Integer.SIZE - Integer.numberOfLeadingZeros(longest) + 1)),
        runs);
  }

  public RunPairs(Alignment targets, PairTable table, Iterator<PairRun> runs) {
    this.targets = targets;
    this.table = table;
    this.runs = runs;
  }

  @Override
  public boolean hasNext() {
    while (!counted.hasNext() && (run.sequences().hasNext() || runs.hasNext())) {
      if (!run.sequences().hasNext()) {
        run = runs.next();
      }
      count();
      counted = table.entries();
    }
    return counted.hasNext();
  }

  /** Counts the rest of the run, or as much of it as the table holds. */
  private void count() {
    table.clear();
    while (run.sequences().hasNext() && !table.isFull()) {
      table.countAll(targets, run.sequences().next());
    }
  }

  @Override
  public Tuple2<Long, Tuple2<Long, Long>> next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all pairs of the task's blocks were counted");
    }
    Tuple2<Long, Long> pair = counted.next();
    return new Tuple2<>(pair._1(), new Tuple2<>(run.first(), pair._2()));
  }
}
