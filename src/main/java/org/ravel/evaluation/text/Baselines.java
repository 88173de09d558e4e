package org.ravel.evaluation.text;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.Optional;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.Split;
import org.ravel.error.InputException;
import org.ravel.evaluation.pair.CountPairs;
import org.ravel.evaluation.pair.CountRunPairs;
import org.ravel.evaluation.tally.Block;
import org.ravel.evaluation.tally.BlockReader;
import org.ravel.evaluation.tally.EvaluationSettings;
import org.ravel.evaluation.tally.SharedVocabulary;
import org.ravel.shard.ShardSet;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.Partitions;
import org.ravel.spark.SparkJob;
import scala.Tuple2;

/**
 * What a model must beat: the uniform distribution, and unigram and bigram models that are fitted
 * on a training split ({@link WittenBell}). Pairs of tokens are counted, and the counts joined, on
 * Spark; the driver sees arrays of vocabulary size only.
 */
public final class Baselines {
  private final JavaSparkContext spark;
  private final ShardSet training;
  private final EvaluationSettings settings;

  /**
   * Baselines that are fitted on a shard set's training split.
   *
   * @param settings of the model's evaluation, which decide what its runs are
   */
  public Baselines(JavaSparkContext spark, ShardSet training, EvaluationSettings settings) {
    this.spark = spark;
    this.training = training;
    this.settings = settings;
  }

  /**
   * Their losses on every target of a split, by run.
   *
   * @throws InputException if the shard sets do not share a vocabulary, or if a split has no
   *     targets
   */
  public BaselineRuns score(ShardSet shards, Split split) {
    SharedVocabulary.require(training, shards);
    return BaselineRuns.of(
        SparkJob.run(spark, "evaluate: baselines on " + split.key(), () -> sums(shards, split)),
        training.manifest().vocabularySize());
  }

  private Map<Long, BaselineSums> sums(ShardSet shards, Split split) {
    int vocabularySize = training.manifest().vocabularySize();
    try (BroadcastScope<SerializableConfiguration> hadoop =
        BroadcastScope.of(spark, new SerializableConfiguration(spark.hadoopConfiguration()))) {
      List<Block> measured = Block.plan(shards.split(split), settings.blockSequences());
      JavaPairRDD<Long, Long> seen =
          CountPairs.ofTraining(
              spark, training, training.manifest().schema().targets(), hadoop.broadcast());
      JavaPairRDD<Long, Tuple2<Long, Long>> counts =
          countRuns(shards, measured, hadoop.broadcast());
      TokenCounts tokens =
          Partitions.reduce(
              Partitions.map(seen, new CountTokens(vocabularySize)), new AddTokenCounts());
      try (BroadcastScope<WittenBell> model = BroadcastScope.of(spark, new WittenBell(tokens))) {
        return counts
            .leftOuterJoin(seen, seen.partitioner().get())
            .mapPartitionsToPair(new ScorePairs(model.broadcast()))
            .reduceByKey(new AddBaselineSums())
            .collectAsMap();
      }
    }
  }

  private JavaPairRDD<Long, Tuple2<Long, Long>> countRuns(
      ShardSet shards, List<Block> blocks, Broadcast<SerializableConfiguration> hadoop) {
    BlockReader reader = BlockReader.of(hadoop, shards);
    return spark
        .parallelize(blocks, Block.tasks(blocks.size(), spark.defaultParallelism()))
        .mapPartitionsToPair(
            new CountRunPairs(
                reader, settings.minibatchSize(), shards.manifest().sequenceLength()));
  }

  private record AddTokenCounts() implements Function2<TokenCounts, TokenCounts, TokenCounts> {
    @Override
    public TokenCounts call(TokenCounts a, TokenCounts b) {
      return a.add(b);
    }
  }

  private record AddBaselineSums() implements Function2<BaselineSums, BaselineSums, BaselineSums> {
    @Override
    public BaselineSums call(BaselineSums a, BaselineSums b) {
      return a.plus(b);
    }
  }

  private record CountTokens(int vocabularySize)
      implements FlatMapFunction<Iterator<Tuple2<Long, Long>>, TokenCounts> {
    @Override
    public Iterator<TokenCounts> call(Iterator<Tuple2<Long, Long>> pairs) {
      TokenCounts counts = new TokenCounts(vocabularySize);
      pairs.forEachRemaining(pair -> counts.add(pair._1(), pair._2()));
      return List.of(counts).iterator();
    }
  }

  /** By run, what the baselines lose on its pairs. */
  private record ScorePairs(Broadcast<WittenBell> model)
      implements PairFlatMapFunction<
          Iterator<Tuple2<Long, Tuple2<Tuple2<Long, Long>, Optional<Long>>>>, Long, BaselineSums> {
    @Override
    public Iterator<Tuple2<Long, BaselineSums>> call(
        Iterator<Tuple2<Long, Tuple2<Tuple2<Long, Long>, Optional<Long>>>> pairs) {
      Map<Long, BaselineSums> byRun = new HashMap<>();
      while (pairs.hasNext()) {
        Tuple2<Long, Tuple2<Tuple2<Long, Long>, Optional<Long>>> pair = pairs.next();
        Tuple2<Long, Long> counted = pair._2()._1();
        long seen = pair._2()._2().or(0L);
        byRun.merge(
            counted._1(),
            BaselineSums.ZERO.plus(model.value(), pair._1(), seen, counted._2()),
            BaselineSums::plus);
      }
      return byRun.entrySet().stream()
          .map(run -> new Tuple2<>(run.getKey(), run.getValue()))
          .iterator();
    }
  }
}
