package org.ravel.evaluation.label;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.evaluation.pair.CountPairs;
import org.ravel.evaluation.pair.Pair;
import org.ravel.sequence.Alignment;
import org.ravel.shard.Manifest.VocabularyPart;
import org.ravel.shard.ShardSet;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.Partitions;
import org.ravel.spark.SparkJob;
import scala.Tuple2;

/**
 * How often each word of a training split has each label, counted on Spark. A pair of a word and a
 * label that occurs takes 12 bytes: together no more than an output layer from words to labels
 * would.
 */
final class LabelCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  /** By word, where its labels begin; and where the last one's end. */
  private final int[] starts;

  private final int[] labels;
  private final long[] counts;

  /** By label, how many targets have it. */
  private final long[] targets;

  /** Of sets: by word, how often it stands in any sequence. Empty of others. */
  private final long[] anywhere;

  /** Of sets: how many there are. */
  private final long sets;

  /** What is done with a label of a word, or a word. */
  @FunctionalInterface
  interface Visitor {
    void visit(int id, long count);
  }

  /** Pairs and how often each occurs. */
  record Pairs(long[] pairs, long[] counts) implements Serializable {}

  private LabelCounts(
      int[] starts, int[] labels, long[] counts, long[] targets, long[] anywhere, long sets) {
    this.starts = starts;
    this.labels = labels;
    this.counts = counts;
    this.targets = targets;
    this.anywhere = anywhere;
    this.sets = sets;
  }

  /** Counts a shard set's training split. */
  static LabelCounts of(JavaSparkContext spark, ShardSet training) {
    return of(spark, training, training.manifest().schema().targets());
  }

  /**
   * Counts a shard set's training split.
   *
   * @param targets how its targets are counted
   */
  static LabelCounts of(JavaSparkContext spark, ShardSet training, Alignment targets) {
    try (BroadcastScope<SerializableConfiguration> hadoop =
        BroadcastScope.of(spark, new SerializableConfiguration(spark.hadoopConfiguration()))) {
      List<Pairs> pairs =
          SparkJob.run(
              spark,
              "evaluate: words and labels of train",
              () ->
                  Partitions.collect(
                      Partitions.map(
                          CountPairs.ofTraining(spark, training, targets, hadoop.broadcast()),
                          new Pack())));
      return of(pairs, words(training), training.targetVocabulary().size());
    }
  }

  /** None where numbers are read. */
  private static int words(ShardSet training) {
    return training.manifest().inputVocabulary().map(VocabularyPart::size).orElse(0);
  }

  /**
   * Sorts pairs by their word.
   *
   * @param parts of which no two have the same pair
   * @param labelled number of labels; pairs with another one are left out
   */
  static LabelCounts of(List<Pairs> parts, int words, int labelled) {
    int[] starts = new int[words + 1];
    long[] byItself = new long[labelled];
    forEach(
        parts,
        labelled,
        (word, label, count) -> {
          if (word == Pair.NOTHING) {
            byItself[label] = count;
          } else {
            starts[word + 1]++;
          }
        });
    for (int word = 0; word < words; word++) {
      starts[word + 1] += starts[word];
    }
    int[] next = starts.clone();
    int[] labels = new int[starts[words]];
    long[] counts = new long[labels.length];
    long[] steps = new long[labelled];
    forEach(
        parts,
        labelled,
        (word, label, count) -> {
          if (word != Pair.NOTHING) {
            labels[next[word]] = label;
            counts[next[word]++] = count;
            steps[label] += count;
          }
        });
    boolean whole = Arrays.stream(byItself).anyMatch(count -> count > 0);
    long sets = sets(parts);
    long[] anywhere = sets > 0 ? anywhere(parts, words) : new long[0];
    return new LabelCounts(starts, labels, counts, whole ? byItself : steps, anywhere, sets);
  }

  private static long sets(List<Pairs> parts) {
    long[] sets = new long[1];
    forEachAny(parts, (word, count) -> sets[0] += word == Pair.NOTHING ? count : 0);
    return sets[0];
  }

  private static long[] anywhere(List<Pairs> parts, int words) {
    long[] anywhere = new long[words];
    forEachAny(
        parts,
        (word, count) -> {
          if (word != Pair.NOTHING) {
            anywhere[word] = count;
          }
        });
    return anywhere;
  }

  /** Visits words with {@link Pair#ANY}: none but those of sets have it. */
  private static void forEachAny(List<Pairs> parts, Visitor visitor) {
    for (Pairs part : parts) {
      for (int i = 0; i < part.pairs().length; i++) {
        if (Pair.target(part.pairs()[i]) == Pair.ANY) {
          visitor.visit(Pair.input(part.pairs()[i]), part.counts()[i]);
        }
      }
    }
  }

  @FunctionalInterface
  private interface PairVisitor {
    void visit(int word, int label, long count);
  }

  private static void forEach(List<Pairs> parts, int labelled, PairVisitor visitor) {
    for (Pairs part : parts) {
      for (int i = 0; i < part.pairs().length; i++) {
        int label = Pair.target(part.pairs()[i]);
        if (label < labelled) {
          visitor.visit(Pair.input(part.pairs()[i]), label, part.counts()[i]);
        }
      }
    }
  }

  /** Number of words that there are, in training or not. */
  int words() {
    return starts.length - 1;
  }

  /** Number of labels. */
  int labels() {
    return targets.length;
  }

  /** How many targets have a label: steps, or sequences that have it as a whole. */
  long targets(int label) {
    return targets[label];
  }

  /** Of sets: how often a word stands in any sequence. */
  long anywhere(int word) {
    return anywhere[word];
  }

  /** Of sets: how many there are, with labels or without. */
  long sets() {
    return sets;
  }

  /** Whether training has a word. */
  boolean has(int word) {
    return starts[word + 1] > starts[word];
  }

  /** Visits the labels that a word has, in no certain order. */
  void forEach(int word, Visitor visitor) {
    for (int i = starts[word]; i < starts[word + 1]; i++) {
      visitor.visit(labels[i], counts[i]);
    }
  }

  /** The labels, those that most targets have first; of equals the one with the lowest id. */
  int[] byFrequency() {
    return IntStream.range(0, targets.length)
        .boxed()
        .sorted(Comparator.comparing(label -> -targets[label]))
        .mapToInt(label -> label)
        .toArray();
  }

  /** The label that a word has most often; of equals the one that most targets have. */
  int mostFrequentOf(int word) {
    int most = starts[word];
    for (int i = starts[word] + 1; i < starts[word + 1]; i++) {
      boolean isMore =
          counts[i] != counts[most]
              ? counts[i] > counts[most]
              : targets[labels[i]] != targets[labels[most]]
                  ? targets[labels[i]] > targets[labels[most]]
                  : labels[i] < labels[most];
      most = isMore ? i : most;
    }
    return labels[most];
  }

  /** Brings pairs to the driver without an object for each. */
  private record Pack() implements FlatMapFunction<Iterator<Tuple2<Long, Long>>, Pairs> {
    @Override
    public Iterator<Pairs> call(Iterator<Tuple2<Long, Long>> counted) {
      LongStream.Builder pairs = LongStream.builder();
      LongStream.Builder counts = LongStream.builder();
      counted.forEachRemaining(
          pair -> {
            pairs.add(pair._1());
            counts.add(pair._2());
          });
      return List.of(new Pairs(pairs.build().toArray(), counts.build().toArray())).iterator();
    }
  }
}
