package org.ravel.example;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.ravel.corpus.Vocabulary;
import org.ravel.sequence.Scaling;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.Partitions;
import scala.Tuple2;

/**
 * What the chunks of a table hold. It stays with the executors, which have read the examples once
 * for it.
 */
final class CountedChunks implements AutoCloseable {
  private final JavaRDD<Counted> chunks;

  private CountedChunks(JavaRDD<Counted> chunks) {
    this.chunks = chunks.persist(StorageLevel.MEMORY_AND_DISK());
  }

  static CountedChunks of(ExampleTable table, ExampleTally.Counted wanted) {
    return new CountedChunks(table.map(new CountChunk(wanted)));
  }

  /** A chunk's sums, and what its part of the counted splits has. */
  private record Counted(
      ChunkExamples sums,
      Map<String, Long> tokens,
      Map<String, Long> characters,
      Map<String, Long> targets,
      long words,
      FeatureMoments moments,
      FeatureMoments targetMoments)
      implements Serializable {}

  /** What is counted of chunks. */
  enum Types {
    TOKENS,
    CHARACTERS,
    TARGETS;

    private Map<String, Long> of(Counted chunk) {
      return switch (this) {
        case TOKENS -> chunk.tokens();
        case CHARACTERS -> chunk.characters();
        case TARGETS -> chunk.targets();
      };
    }
  }

  /** In the order of the input. */
  List<ChunkExamples> sums() {
    return Partitions.collect(Partitions.mapEach(chunks, Counted::sums));
  }

  /** How often each type stands in all chunks, as any of these. */
  JavaPairRDD<String, Long> counts(Types... types) {
    return chunks.flatMapToPair(new TypesOf(List.of(types))).reduceByKey(Long::sum);
  }

  /** How many there are of all types, as any of these. */
  long total(Types... types) {
    return chunks
        .flatMap(chunk -> Arrays.stream(types).map(one -> sum(one.of(chunk))).iterator())
        .fold(0L, Long::sum);
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Tokens whose characters were counted. */
  long words() {
    return Partitions.collect(Partitions.mapEach(chunks, Counted::words)).stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /** To mean 0 and deviation 1 of the numbers that were counted. */
  Scaling scaling() {
    return Partitions.collect(Partitions.mapEach(chunks, Counted::moments)).stream()
        .reduce(FeatureMoments::add)
        .get()
        .standard();
  }

  /** The same of targets that are numbers. */
  Scaling targetScaling() {
    return Partitions.collect(Partitions.mapEach(chunks, Counted::targetMoments)).stream()
        .reduce(FeatureMoments::add)
        .get()
        .standard();
  }

  /** By id, how often types with it stand in all chunks. */
  long[] ids(JavaSparkContext spark, Vocabulary vocabulary, Types types) {
    long[] ids = new long[vocabulary.size()];
    try (BroadcastScope<Vocabulary> shared = BroadcastScope.of(spark, vocabulary)) {
      chunks
          .flatMapToPair(new IdsOf(shared.broadcast(), types))
          .reduceByKey(Long::sum)
          .collect()
          .forEach(count -> ids[count._1()] = count._2());
    }
    return ids;
  }

  @Override
  public void close() {
    chunks.unpersist(false);
  }

  private record CountChunk(ExampleTally.Counted wanted) implements ChunkTask<Counted> {

    @Override
    public List<Counted> run(int chunk, Source examples) {
      ExampleTally tally = new ExampleTally(wanted);
      ChunkExamples sums = tally.sums(examples.read(tally));
      return List.of(
          new Counted(
              sums,
              tally.tokens(),
              tally.characters(),
              tally.targets(),
              tally.words(),
              tally.moments(),
              tally.targetMoments()));
    }
  }

  /** The ids of the types of chunks, with their counts. */
  private record IdsOf(Broadcast<Vocabulary> vocabulary, Types types)
      implements PairFlatMapFunction<Counted, Integer, Long> {

    @Override
    public Iterator<Tuple2<Integer, Long>> call(Counted counted) {
      return types.of(counted).entrySet().stream()
          .map(entry -> new Tuple2<>(vocabulary.value().id(entry.getKey()), entry.getValue()))
          .iterator();
    }
  }

  /** The types of chunks, with their counts. */
  private record TypesOf(List<Types> types) implements PairFlatMapFunction<Counted, String, Long> {

    @Override
    public Iterator<Tuple2<String, Long>> call(Counted counted) {
      return types.stream()
          .flatMap(one -> one.of(counted).entrySet().stream())
          .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue()))
          .iterator();
    }
  }
}
