package org.ravel.example;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.storage.StorageLevel;
import org.ravel.config.Documents;
import org.ravel.config.RavelConfig;
import org.ravel.corpus.Vocabulary;
import org.ravel.corpus.VocabularySelection;
import scala.Tuple2;

/** A reading of all examples, on Spark: how many there are, and the training split's vocabulary. */
public final class ExampleCounting {
  private ExampleCounting() {}

  /**
   * What was counted.
   *
   * @param chunks in the order of the input
   * @param vocabulary of the tokens; the given one, if there is one
   * @param labels how often each label stands in the training split
   */
  public record Result(
      List<ChunkExamples> chunks, Vocabulary vocabulary, Map<String, Long> labels) {}

  /**
   * Reads the examples once.
   *
   * @param given a vocabulary to use; null to count one
   */
  public static Result count(ExampleTable table, RavelConfig config, Vocabulary given) {
    JavaRDD<Counted> counted =
        table.map(new CountChunk(given == null)).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      List<ChunkExamples> chunks = counted.map(Counted::sums).collect();
      Map<String, Long> labels = new HashMap<>();
      chunks.forEach(
          chunk -> chunk.labels().forEach((label, n) -> labels.merge(label, n, Long::sum)));
      if (given != null) {
        return new Result(chunks, given, labels);
      }
      JavaPairRDD<String, Long> types =
          counted.flatMapToPair(new TokensOf()).reduceByKey(Long::sum);
      long tokens = counted.map(Counted::steps).fold(0L, Long::sum);
      Vocabulary vocabulary =
          VocabularySelection.select(
              types,
              tokens,
              0,
              ExampleTable.tokenizer(config.corpus()),
              Documents.NONE,
              config.vocabulary());
      return new Result(chunks, vocabulary, labels);
    } finally {
      counted.unpersist(false);
    }
  }

  /** A chunk's sums, and the tokens of its part of the training split. */
  private record Counted(ChunkExamples sums, Map<String, Long> tokens) implements Serializable {

    long steps() {
      return tokens.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  private static final class CountChunk implements ChunkTask<Counted> {
    private static final long serialVersionUID = 1L;

    private final boolean withTokens;

    CountChunk(boolean withTokens) {
      this.withTokens = withTokens;
    }

    @Override
    public List<Counted> run(int chunk, Source examples) {
      ExampleTally tally = new ExampleTally(withTokens);
      ChunkExamples sums = tally.sums(examples.read(tally));
      return List.of(new Counted(sums, tally.tokens()));
    }
  }

  private static final class TokensOf implements PairFlatMapFunction<Counted, String, Long> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Tuple2<String, Long>> call(Counted counted) {
      return counted.tokens().entrySet().stream()
          .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue()))
          .iterator();
    }
  }
}
