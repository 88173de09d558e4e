package org.ravel.corpus;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.VocabularyConfig;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.Partitions;
import scala.Tuple2;

/**
 * The first reading of a corpus, on Spark: how many tokens each chunk holds and, unless it is
 * given, the vocabulary. Only a few numbers per chunk and the vocabulary come to the driver.
 */
public final class CorpusCounting {
  private CorpusCounting() {}

  /**
   * What was counted.
   *
   * @param chunks in corpus order
   */
  public record Result(List<ChunkCount> chunks, Vocabulary vocabulary) {}

  /**
   * Reads the whole corpus once, for its words, where subwords are still to be learned from them.
   *
   * @return the tokenizer; the corpus's own where nothing is to learn
   */
  public static Tokenizer tokenizer(
      JavaSparkContext spark, Corpus corpus, VocabularyConfig config) {
    TextFormat format = corpus.format();
    if (!format.tokenizer().isToLearn()) {
      return format.tokenizer();
    }
    SerializableConfiguration hadoop = new SerializableConfiguration(spark.hadoopConfiguration());
    try (var configuration = BroadcastScope.of(spark, hadoop);
        var shared = BroadcastScope.of(spark, corpus)) {
      JavaPairRDD<String, Long> words =
          types(
              spark,
              counted(
                  spark,
                  corpus,
                  new CountChunk(configuration.broadcast(), shared.broadcast(), true)),
              corpus);
      return SubwordLearning.learn(words, format.tokenizer(), format.documents(), config);
    }
  }

  /**
   * Reads the whole corpus once.
   *
   * @param given a vocabulary to use; null to count one
   */
  public static Result count(
      JavaSparkContext spark, Corpus corpus, VocabularyConfig config, Vocabulary given) {
    SerializableConfiguration hadoop = new SerializableConfiguration(spark.hadoopConfiguration());
    try (var configuration = BroadcastScope.of(spark, hadoop);
        var shared = BroadcastScope.of(spark, corpus)) {
      JavaRDD<Counted> counted =
          counted(
              spark,
              corpus,
              new CountChunk(configuration.broadcast(), shared.broadcast(), given == null));
      if (given != null) {
        return new Result(Partitions.collect(Partitions.mapEach(counted, Counted::chunk)), given);
      }
      counted.persist(StorageLevel.MEMORY_AND_DISK());
      try {
        List<ChunkCount> counts = Partitions.collect(Partitions.mapEach(counted, Counted::chunk));
        return new Result(
            counts,
            VocabularySelection.select(types(spark, counted, corpus), counts, corpus, config));
      } finally {
        counted.unpersist(false);
      }
    }
  }

  /**
   * What was counted under a given vocabulary.
   *
   * @param chunks in corpus order
   * @param tokens how often each id stands in the text, by id
   */
  public record IdCounts(List<ChunkCount> chunks, long[] tokens) {}

  /** Reads the whole corpus once and counts its tokens by their ids in a vocabulary. */
  public static IdCounts countIds(JavaSparkContext spark, Corpus corpus, Vocabulary vocabulary) {
    SerializableConfiguration hadoop = new SerializableConfiguration(spark.hadoopConfiguration());
    try (var configuration = BroadcastScope.of(spark, hadoop);
        var shared = BroadcastScope.of(spark, corpus);
        var ids = BroadcastScope.of(spark, vocabulary)) {
      JavaRDD<Counted> counted =
          counted(
                  spark,
                  corpus,
                  new CountChunk(configuration.broadcast(), shared.broadcast(), true))
              .persist(StorageLevel.MEMORY_AND_DISK());
      try {
        List<ChunkCount> chunks = Partitions.collect(Partitions.mapEach(counted, Counted::chunk));
        long[] tokens = new long[vocabulary.size()];
        counted
            .flatMapToPair(new IdsOf(ids.broadcast()))
            .reduceByKey(Long::sum, partitions(spark, corpus.chunks().size()))
            .collect()
            .forEach(count -> tokens[count._1()] = count._2());
        // What reads like the end of a document is among them.
        vocabulary
            .endOfDocument()
            .ifPresent(
                id -> tokens[id] = chunks.stream().mapToLong(ChunkCount::endsOfDocument).sum());
        return new IdCounts(chunks, tokens);
      } finally {
        counted.unpersist(false);
      }
    }
  }

  private static JavaRDD<Counted> counted(
      JavaSparkContext spark, Corpus corpus, CountChunk counting) {
    List<Integer> chunks = IntStream.range(0, corpus.chunks().size()).boxed().toList();
    return Partitions.mapEach(spark.parallelize(chunks, Math.max(1, chunks.size())), counting);
  }

  /** How often each token stands in all chunks. */
  private static JavaPairRDD<String, Long> types(
      JavaSparkContext spark, JavaRDD<Counted> counted, Corpus corpus) {
    return counted
        .flatMapToPair(new TypesOf())
        .reduceByKey(Long::sum, partitions(spark, corpus.chunks().size()));
  }

  /** Each chunk writes a block for each partition: as many as chunks would be their square. */
  private static int partitions(JavaSparkContext spark, int chunks) {
    int few = (int) Math.ceil(Math.sqrt(chunks));
    return Math.max(1, Math.min(chunks, Math.max(few, spark.defaultParallelism())));
  }

  /** A chunk's sums, and its distinct tokens with their counts. */
  private record Counted(ChunkCount chunk, String[] types, long[] typeCounts)
      implements Serializable {}

  private static final class CountChunk implements Function<Integer, Counted> {
    private final Broadcast<SerializableConfiguration> hadoop;
    private final Broadcast<Corpus> corpus;
    private final boolean byType;

    CountChunk(
        Broadcast<SerializableConfiguration> hadoop, Broadcast<Corpus> corpus, boolean byType) {
      this.hadoop = hadoop;
      this.corpus = corpus;
      this.byType = byType;
    }

    @Override
    public Counted call(Integer chunk) {
      Corpus text = corpus.value();
      CountingSink sink = new CountingSink(text.format().split().streams(), byType);
      String digest =
          new ChunkReader(hadoop.value().value(), text).read(text.chunks().get(chunk), sink);
      ChunkCount count = sink.count(digest, text.format().documents());
      return new Counted(count, sink.types(), sink.typeCounts());
    }
  }

  private static final class TypesOf implements PairFlatMapFunction<Counted, String, Long> {
    @Override
    public Iterator<Tuple2<String, Long>> call(Counted counted) {
      return IntStream.range(0, counted.types().length)
          .mapToObj(i -> new Tuple2<>(counted.types()[i], counted.typeCounts()[i]))
          .iterator();
    }
  }

  private static final class IdsOf implements PairFlatMapFunction<Counted, Integer, Long> {
    private final Broadcast<Vocabulary> vocabulary;

    IdsOf(Broadcast<Vocabulary> vocabulary) {
      this.vocabulary = vocabulary;
    }

    @Override
    public Iterator<Tuple2<Integer, Long>> call(Counted counted) {
      return IntStream.range(0, counted.types().length)
          .mapToObj(
              i -> new Tuple2<>(vocabulary.value().id(counted.types()[i]), counted.typeCounts()[i]))
          .iterator();
    }
  }
}
