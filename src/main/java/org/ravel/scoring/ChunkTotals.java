package org.ravel.scoring;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * What the tasks add up, each for its chunk. A chunk that was scored twice, since a task was lost
 * or Spark tried it at two places, counts once: both have the same sums.
 */
final class ChunkTotals extends AccumulatorV2<ChunkTotals.Total, Map<Integer, ChunkTotals.Total>> {
  private static final long serialVersionUID = 1L;

  private final Map<Integer, Total> byChunk = new TreeMap<>();

  /** Sums over the rows of a chunk. */
  record Total(int chunk, long rows, long tokens, long unknown, double nats)
      implements Serializable {

    Total plus(long moreTokens, long moreUnknown, double moreNats) {
      return new Total(
          chunk, rows + 1, tokens + moreTokens, unknown + moreUnknown, nats + moreNats);
    }
  }

  /** Over all chunks, in their order, so that the sum has the same bits each time. */
  synchronized Scores scores(double seconds) {
    Total sum = new Total(0, 0, 0, 0, 0);
    for (Total total : byChunk.values()) {
      sum =
          new Total(
              0,
              sum.rows() + total.rows(),
              sum.tokens() + total.tokens(),
              sum.unknown() + total.unknown(),
              sum.nats() + total.nats());
    }
    return new Scores(sum.rows(), sum.tokens(), sum.unknown(), sum.nats(), seconds);
  }

  @Override
  public synchronized boolean isZero() {
    return byChunk.isEmpty();
  }

  @Override
  public synchronized AccumulatorV2<Total, Map<Integer, Total>> copy() {
    ChunkTotals copy = new ChunkTotals();
    copy.byChunk.putAll(byChunk);
    return copy;
  }

  @Override
  public synchronized void reset() {
    byChunk.clear();
  }

  @Override
  public synchronized void add(Total total) {
    byChunk.put(total.chunk(), total);
  }

  @Override
  public synchronized void merge(AccumulatorV2<Total, Map<Integer, Total>> other) {
    byChunk.putAll(other.value());
  }

  @Override
  public synchronized Map<Integer, Total> value() {
    return new TreeMap<>(byChunk);
  }
}
