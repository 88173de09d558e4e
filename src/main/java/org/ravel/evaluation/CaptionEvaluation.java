package org.ravel.evaluation;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.DecodingConfig;
import org.ravel.config.Split;
import org.ravel.corpus.Vocabulary;
import org.ravel.evaluation.caption.CaptionBaselines;
import org.ravel.evaluation.caption.CaptionBlocks;
import org.ravel.evaluation.caption.CaptionSums;
import org.ravel.evaluation.caption.Cider;
import org.ravel.evaluation.caption.References;
import org.ravel.evaluation.measure.Captioned;
import org.ravel.evaluation.tally.SplitExamples;
import org.ravel.evaluation.translation.WrittenBlocks;
import org.ravel.evaluation.unit.WrittenExample;
import org.ravel.sequence.Example;
import org.ravel.shard.ShardSet;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.SparkJob;

/** What a model writes of a split's images, and what baselines write. */
record CaptionEvaluation(SplitBlocks blocks, DecodingConfig decoding) {

  /**
   * Lets it write; the time is the model's own.
   *
   * @param training with the training split that the baselines know
   */
  Timed<Captioned.Written> written(ShardSet training) {
    JavaSparkContext spark = blocks.spark();
    ShardSet shards = blocks.shards();
    try (BroadcastScope<SerializableConfiguration> hadoop =
            BroadcastScope.of(spark, new SerializableConfiguration(spark.hadoopConfiguration()));
        BroadcastScope<Vocabulary> vocabulary =
            BroadcastScope.of(spark, shards.targetVocabulary())) {
      SplitExamples examples = new SplitExamples(spark, hadoop.broadcast());
      JavaRDD<Example> images = examples.of(shards, blocks.split());
      try (BroadcastScope<Cider> cider =
          BroadcastScope.of(spark, cider(vocabulary.broadcast(), images))) {
        Timed<CaptionSums> sums = Timed.of(() -> sums(vocabulary.broadcast(), cider.broadcast()));
        CaptionBaselines baselines =
            new CaptionBaselines(spark, vocabulary.broadcast(), cider.broadcast());
        List<Captioned.Baseline> measured =
            job(
                "baselines on",
                () ->
                    baselines.of(
                        examples.of(training, Split.TRAIN),
                        training.split(Split.TRAIN).sequences(),
                        images));
        return new Timed<>(sums.value().measures(measured), sums.seconds());
      }
    }
  }

  /** Lets it write, and keeps the images apart. */
  List<WrittenExample> images() {
    JavaSparkContext spark = blocks.spark();
    try (BroadcastScope<SerializableConfiguration> hadoop =
            BroadcastScope.of(spark, new SerializableConfiguration(spark.hadoopConfiguration()));
        BroadcastScope<Vocabulary> vocabulary =
            BroadcastScope.of(spark, blocks.shards().targetVocabulary())) {
      JavaRDD<Example> images =
          new SplitExamples(spark, hadoop.broadcast()).of(blocks.shards(), blocks.split());
      try (BroadcastScope<Cider> cider =
          BroadcastScope.of(spark, cider(vocabulary.broadcast(), images))) {
        return blocks.results(
            "captions of",
            (model, reader) ->
                new WrittenBlocks(
                    new CaptionBlocks(
                        model, reader, decoding, vocabulary.broadcast(), cider.broadcast())),
            WritingEvaluation::all);
      }
    }
  }

  /** How rare the n-grams of the references are. */
  private Cider cider(Broadcast<Vocabulary> vocabulary, JavaRDD<Example> images) {
    References references = new References(vocabulary);
    Map<String, Integer> frequencies = job("references of", () -> references.frequencies(images));
    return new Cider(blocks.shards().split(blocks.split()).sequences(), frequencies);
  }

  private CaptionSums sums(Broadcast<Vocabulary> vocabulary, Broadcast<Cider> cider) {
    return blocks.sum(
        "captions of",
        (model, reader) -> new CaptionBlocks(model, reader, decoding, vocabulary, cider));
  }

  private <R> R job(String what, Supplier<R> work) {
    return SparkJob.run(
        blocks.spark(), "evaluate: %s %s".formatted(what, blocks.split().key()), work);
  }
}
