package org.ravel.spark;

import java.io.Serializable;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.AccumulatorV2;

/**
 * What the tasks add up, each for its chunk. A chunk that was done twice, since a task was lost or
 * Spark tried it at two places, counts once: both have the same sums.
 *
 * @param <T> sums of a chunk
 */
public final class ChunkTotals<T extends Serializable>
    extends AccumulatorV2<ChunkTotals.OfChunk<T>, Map<Integer, T>> {
  private static final long serialVersionUID = 1L;

  private final Map<Integer, T> byChunk = new TreeMap<>();

  /** The sums of a chunk. */
  public record OfChunk<T extends Serializable>(int chunk, T sums) implements Serializable {}

  /** Totals that tasks can add to. */
  public static <T extends Serializable> ChunkTotals<T> in(JavaSparkContext spark) {
    ChunkTotals<T> totals = new ChunkTotals<>();
    // Without a name: of an accumulator with one Spark keeps all sums again after each task.
    spark.sc().register(totals);
    return totals;
  }

  /** The chunks' sums in their order, so that adding them up gives the same bits each time. */
  public synchronized Collection<T> inOrder() {
    return value().values();
  }

  @Override
  public synchronized boolean isZero() {
    return byChunk.isEmpty();
  }

  @Override
  public synchronized AccumulatorV2<OfChunk<T>, Map<Integer, T>> copy() {
    ChunkTotals<T> copy = new ChunkTotals<>();
    copy.byChunk.putAll(byChunk);
    return copy;
  }

  @Override
  public synchronized void reset() {
    byChunk.clear();
  }

  @Override
  public synchronized void add(OfChunk<T> total) {
    byChunk.put(total.chunk(), total.sums());
  }

  @Override
  public synchronized void merge(AccumulatorV2<OfChunk<T>, Map<Integer, T>> other) {
    byChunk.putAll(other.value());
  }

  @Override
  public synchronized Map<Integer, T> value() {
    return new TreeMap<>(byChunk);
  }
}
