package org.ravel.example;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.config.Split;
import org.ravel.corpus.Vocabulary;
import org.ravel.example.CountedChunks.Types;

/**
 * What was counted of examples that are added to shards, of all splits.
 *
 * @param chunks in the order of the input
 * @param tokens how often each id stands in what is read, by id; null where real numbers are. Of a
 *     vocabulary that targets share, how often it stands in both
 * @param targets how often each id stands in the targets, with their ends; null where these are
 *     labels, or share the vocabulary of what is read
 * @param labels how often each label does
 */
public record FurtherCounts(
    List<ChunkExamples> chunks, long[] tokens, long[] targets, Map<String, Long> labels) {

  /**
   * Reads the examples once, on Spark.
   *
   * @param encoder that of the shards
   * @param known the labels that may be learned
   * @param targets the vocabulary of targets that are text; null where they are none
   * @param numbers how many targets an example has that are numbers; 0 where they are none
   */
  public static FurtherCounts of(
      JavaSparkContext spark,
      ExampleTable table,
      ExampleEncoder encoder,
      KnownLabels known,
      Vocabulary targets,
      int numbers) {
    Vocabulary tokens = encoder instanceof TokenEncoder of ? of.tokens() : null;
    try (CountedChunks counted =
        CountedChunks.of(
            table,
            new ExampleTally.Counted(
                true, tokens != null, false, 0, known, targets != null, numbers))) {
      List<ChunkExamples> chunks = counted.sums();
      long[] ofTargets = targets == null ? null : targets(spark, counted, chunks, targets);
      boolean shared =
          tokens != null && targets != null && tokens.digest().equals(targets.digest());
      return new FurtherCounts(
          chunks,
          tokens == null
              ? null
              : plus(counted.ids(spark, tokens, Types.TOKENS), shared ? ofTargets : null),
          shared ? null : ofTargets,
          ChunkExamples.labels(chunks));
    }
  }

  /** Each target ends with {@code <eos>}. */
  private static long[] targets(
      JavaSparkContext spark,
      CountedChunks counted,
      List<ChunkExamples> chunks,
      Vocabulary targets) {
    long[] ids = counted.ids(spark, targets, Types.TARGETS);
    ids[targets.endOfDocument().orElseThrow()] +=
        Stream.of(Split.values()).mapToLong(split -> ChunkExamples.examples(chunks, split)).sum();
    return ids;
  }

  private static long[] plus(long[] counts, long[] more) {
    for (int id = 0; more != null && id < counts.length; id++) {
      counts[id] += more[id];
    }
    return counts;
  }
}
