package org.ravel.evaluation;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.ravel.config.DecodingConfig;
import org.ravel.config.Split;
import org.ravel.corpus.Vocabulary;
import org.ravel.evaluation.caption.CaptionBaselines;
import org.ravel.evaluation.caption.CaptionBlocks;
import org.ravel.evaluation.caption.CaptionSums;
import org.ravel.evaluation.caption.Cider;
import org.ravel.evaluation.caption.References;
import org.ravel.evaluation.measure.Captioned;
import org.ravel.evaluation.tally.Block;
import org.ravel.evaluation.tally.BlockReader;
import org.ravel.sequence.Example;
import org.ravel.shard.ShardSet;
import org.ravel.spark.BroadcastScope;

/** What a model writes of a split's images, and what baselines write. */
record CaptionEvaluation(SplitBlocks blocks, DecodingConfig decoding) {

  /**
   * Lets it write.
   *
   * @param training with the training split that the baselines know
   */
  Captioned.Written written(ShardSet training) {
    JavaSparkContext spark = blocks.spark();
    ShardSet shards = blocks.shards();
    Vocabulary words = shards.targetVocabulary();
    try (BroadcastScope<Vocabulary> vocabulary = BroadcastScope.of(spark, words)) {
      References references = new References(vocabulary.broadcast());
      Map<String, Integer> frequencies =
          blocks.results("references of", read(), references::frequencies);
      Cider counts = new Cider(shards.split(blocks.split()).sequences(), frequencies);
      try (BroadcastScope<Cider> cider = BroadcastScope.of(spark, counts)) {
        CaptionSums sums =
            blocks.sum(
                "captions of",
                (model, reader) ->
                    new CaptionBlocks(
                        model, reader, decoding, vocabulary.broadcast(), cider.broadcast()));
        CaptionBaselines baselines =
            new CaptionBaselines(spark, vocabulary.broadcast(), cider.broadcast());
        return new Captioned.Written(
            sums.images(),
            sums.scores(),
            sums.bleu().length(),
            sums.bleu().referenceLength(),
            comparable(shards, training)
                ? blocks
                    .of(training, Split.TRAIN)
                    .results(
                        "captions to choose from of",
                        read(),
                        known ->
                            blocks.results(
                                "baselines on", read(), images -> baselines.of(known, images)))
                : List.of(),
            sums.worst(),
            sums.random());
      }
    }
  }

  /** Whether ids and features mean the same. */
  private static boolean comparable(ShardSet shards, ShardSet training) {
    return shards.targetVocabulary().digest().equals(training.targetVocabulary().digest())
        && Objects.equals(shards.manifest().scaling(), training.manifest().scaling());
  }

  private static SplitBlocks.Work<Example> read() {
    return (model, reader) -> new ReadExamples(reader);
  }

  private record ReadExamples(BlockReader reader)
      implements FlatMapFunction<Iterator<Block>, Example> {

    @Override
    public Iterator<Example> call(Iterator<Block> blocks) {
      Iterable<Block> all = () -> blocks;
      return StreamSupport.stream(all.spliterator(), false)
          .flatMap(block -> reader.read(block).stream())
          .iterator();
    }
  }
}
