package org.ravel.example;

import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What was counted of examples that are added to shards, of all splits.
 *
 * @param chunks in the order of the input
 * @param tokens how often each id stands in the examples, by id; null where real numbers are read
 * @param labels how often each label does
 */
public record FurtherCounts(List<ChunkExamples> chunks, long[] tokens, Map<String, Long> labels) {

  /**
   * Reads the examples once, on Spark.
   *
   * @param encoder that of the shards
   */
  public static FurtherCounts of(
      JavaSparkContext spark, ExampleTable table, ExampleEncoder encoder, KnownLabels known) {
    boolean tokens = encoder instanceof TokenEncoder;
    try (CountedChunks counted =
        CountedChunks.of(table, new ExampleTally.Counted(tokens, false, 0, known, false))) {
      List<ChunkExamples> chunks = counted.sums();
      return new FurtherCounts(
          chunks,
          encoder instanceof TokenEncoder of ? counted.ids(spark, of.tokens()) : null,
          ChunkExamples.labels(chunks));
    }
  }
}
