package org.ravel.evaluation.translation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.Split;
import org.ravel.corpus.Vocabulary;
import org.ravel.evaluation.measure.Decoded;
import org.ravel.evaluation.tally.Drawn;
import org.ravel.evaluation.tally.SplitExamples;
import org.ravel.sequence.Example;
import org.ravel.sequence.Texts;
import org.ravel.shard.ShardSet;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.SparkJob;
import scala.Tuple2;

/**
 * What a translation must beat: the source as it is, the most frequent target of training, and the
 * target of the training source that is most like the source ({@link SourceIndex}).
 *
 * <p>The training split stays where it is. The driver holds the sources that are measured, and for
 * each of them the target that was found; an executor holds an index of them, and every task for
 * each of them a cosine and the nearest target so far.
 */
public final class TranslationBaselines {
  /**
   * Comparisons of a measured source with a training source, at most: seconds to a minute of a
   * core. Of more training sources as many are looked at as this allows.
   */
  private static final long MOST_COMPARISONS = 1L << 31;

  private final JavaSparkContext spark;
  private final ShardSet training;
  private final ShardSet shards;
  private final Split split;
  private final SplitExamples examples;
  private final long mostComparisons;

  private TranslationBaselines(
      JavaSparkContext spark,
      ShardSet training,
      ShardSet shards,
      Split split,
      Broadcast<SerializableConfiguration> hadoop,
      long mostComparisons) {
    this.spark = spark;
    this.training = training;
    this.shards = shards;
    this.split = split;
    this.examples = new SplitExamples(spark, hadoop);
    this.mostComparisons = mostComparisons;
  }

  /**
   * Fits them on a training split, on Spark, and measures them.
   *
   * @param training shares the vocabularies of the others
   */
  public static List<Decoded.Baseline> of(
      JavaSparkContext spark, ShardSet training, ShardSet shards, Split split) {
    return of(spark, training, shards, split, MOST_COMPARISONS);
  }

  static List<Decoded.Baseline> of(
      JavaSparkContext spark, ShardSet training, ShardSet shards, Split split, long comparisons) {
    try (BroadcastScope<SerializableConfiguration> hadoop =
        BroadcastScope.of(spark, new SerializableConfiguration(spark.hadoopConfiguration()))) {
      TranslationBaselines baselines =
          new TranslationBaselines(spark, training, shards, split, hadoop.broadcast(), comparisons);
      return SparkJob.run(spark, "evaluate: baselines on " + split.key(), baselines::measure);
    }
  }

  private List<Decoded.Baseline> measure() {
    int[][] sources = sources();
    int[] frequent = mostFrequent();
    long trained = training.split(Split.TRAIN).sequences();
    Drawn drawn = new Drawn(trained, Math.max(1, mostComparisons / Math.max(1, sources.length)));
    int[][] nearest = nearest(sources, drawn);
    BaselineAnswers answers =
        new BaselineAnswers(shards.vocabulary(), shards.targetVocabulary(), frequent, nearest);
    try (BroadcastScope<BaselineAnswers> shared = BroadcastScope.of(spark, answers)) {
      List<WrittenSums> sums =
          examples
              .of(shards, split)
              .mapPartitions(new Answer(shared.broadcast()))
              .treeReduce(BaselineOutputs::plus)
              .byBaseline();
      return List.of(
          baseline("copy of the source", "", sums.get(0)),
          baseline(
              "most frequent target",
              "“%s”".formatted(shards.targetVocabulary().decode(frequent)),
              sums.get(1)),
          baseline("target of the nearest training source", drawn.note(), sums.get(2)));
    }
  }

  private static Decoded.Baseline baseline(String name, String note, WrittenSums sums) {
    return new Decoded.Baseline(
        name, note, sums.sentences(), sums.exact(), sums.bleu().score(), sums.chrf().score());
  }

  /** Those that are measured, by their numbers. */
  private int[][] sources() {
    List<Tuple2<Long, int[]>> read =
        examples
            .of(shards, split)
            .map(example -> new Tuple2<>(example.index(), example.ids(0)))
            .collect();
    int[][] sources = new int[read.size()][];
    read.forEach(one -> sources[Math.toIntExact(one._1())] = one._2());
    return sources;
  }

  /** Of equally frequent ones the first in the order of their ids as text. */
  private int[] mostFrequent() {
    String ids =
        examples
            .of(training, Split.TRAIN)
            .mapToPair(example -> new Tuple2<>(idText(example), 1L))
            .reduceByKey(Long::sum)
            .max(new LessFrequent())
            ._1();
    return Arrays.stream(ids.split(" ")).mapToInt(Integer::parseInt).toArray();
  }

  /** A target as a key. */
  private static String idText(Example example) {
    return Arrays.stream(Texts.inner(example.ids(1)))
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(" "));
  }

  /**
   * The targets of what is nearest.
   *
   * @param drawn the training sources that are looked at
   */
  private int[][] nearest(int[][] sources, Drawn drawn) {
    Vocabulary vocabulary = training.vocabulary();
    long[] frequencies =
        examples
            .of(training, Split.TRAIN)
            .mapPartitions(new CountSources(vocabulary.size()))
            .treeReduce(TranslationBaselines::sum);
    SourceIndex index =
        new SourceIndex(sources, frequencies, drawn.trained(), vocabulary.unknown());
    try (BroadcastScope<SourceIndex> shared = BroadcastScope.of(spark, index)) {
      return examples
          .of(training, Split.TRAIN)
          .mapPartitions(new LookNear(shared.broadcast(), drawn))
          .treeReduce(NearestSources::plus)
          .targets();
    }
  }

  private static long[] sum(long[] a, long[] b) {
    long[] sum = new long[a.length];
    Arrays.setAll(sum, i -> a[i] + b[i]);
    return sum;
  }

  /** The most frequent last. */
  private static final class LessFrequent
      implements Comparator<Tuple2<String, Long>>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(Tuple2<String, Long> a, Tuple2<String, Long> b) {
      int byCount = Long.compare(a._2(), b._2());
      return byCount != 0 ? byCount : b._1().compareTo(a._1());
    }
  }

  /** How many sources have each token. */
  private record CountSources(int tokens) implements FlatMapFunction<Iterator<Example>, long[]> {
    @Override
    public Iterator<long[]> call(Iterator<Example> examples) {
      long[] counts = new long[tokens];
      examples.forEachRemaining(
          example -> Arrays.stream(example.ids(0)).distinct().forEach(id -> counts[id]++));
      return List.of(counts).iterator();
    }
  }

  /**
   * Finds what is nearest.
   *
   * @param drawn the training sources that are looked at
   */
  private record LookNear(Broadcast<SourceIndex> index, Drawn drawn)
      implements FlatMapFunction<Iterator<Example>, NearestSources> {
    @Override
    public Iterator<NearestSources> call(Iterator<Example> examples) {
      NearestSources nearest = NearestSources.none(index.value().size());
      float[] cosines = new float[index.value().size()];
      while (examples.hasNext()) {
        Example one = examples.next();
        if (drawn.has(one.index())) {
          index.value().compare(one.ids(0), cosines);
          nearest.look(cosines, one.index(), Texts.inner(one.ids(1)));
        }
      }
      return List.of(nearest).iterator();
    }
  }

  private record Answer(Broadcast<BaselineAnswers> answers)
      implements FlatMapFunction<Iterator<Example>, BaselineOutputs> {
    @Override
    public Iterator<BaselineOutputs> call(Iterator<Example> examples) {
      BaselineOutputs all = BaselineOutputs.NONE;
      while (examples.hasNext()) {
        all = all.plus(answers.value().outputs(examples.next()));
      }
      return List.of(all).iterator();
    }
  }
}
