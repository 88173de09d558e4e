package org.ravel.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.ravel.corpus.Vocabulary;
import org.ravel.evaluation.measure.Captioned;
import org.ravel.evaluation.measure.Decoded;
import org.ravel.evaluation.measure.Measures;
import org.ravel.evaluation.tally.BlockReader;
import org.ravel.evaluation.translation.DecodeBlocks;
import org.ravel.evaluation.translation.OutputSums;
import org.ravel.evaluation.translation.TargetModels;
import org.ravel.evaluation.translation.TargetSums;
import org.ravel.evaluation.translation.TargetTallies;
import org.ravel.evaluation.translation.WrittenBlocks;
import org.ravel.evaluation.unit.WrittenExample;
import org.ravel.network.PredictorSource;
import org.ravel.shard.ShardSet;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.Partitions;

/**
 * Measures models that write text: what they write by themselves, and what they say of targets.
 *
 * @param further models of the targets alone
 */
record WritingEvaluation(MeasuredSplit split, List<FurtherBaseline> further) {

  /** What a model says of targets, alone. */
  Evaluation targets() {
    return split.evaluate(tallies(TargetModels.NONE), TargetSums::measures);
  }

  /** A translation beside baselines. */
  Evaluation translation(Supplier<List<Decoded.Baseline>> baselines) {
    boolean lowerCase = split.shards().targetVocabulary().tokenizer().lowerCase();
    Timed<OutputSums> output = Timed.of(this::output);
    Decoded.Output written = output.value().measures(baselines.get(), lowerCase);
    return after(output.seconds(), (sums, names) -> sums.measures(written, names));
  }

  /** What is written of each example, apart. */
  List<WrittenExample> examples() {
    if (split.settings().decoding() == null) {
      throw new IllegalStateException("nothing says how it is to be written");
    }
    return split.shards().manifest().schema().readsNumbers()
        ? new CaptionEvaluation(split.blocks(), split.settings().decoding()).images()
        : translated(
            decoding ->
                split
                    .blocks()
                    .results(
                        "translations of",
                        (model, reader) -> new WrittenBlocks(decoding.apply(model, reader)),
                        WritingEvaluation::all));
  }

  static List<WrittenExample> all(JavaRDD<List<WrittenExample>> blocks) {
    return Partitions.collect(blocks).stream().flatMap(List::stream).toList();
  }

  /**
   * Captions beside baselines.
   *
   * @param training with the training split that the baselines know
   */
  Evaluation captions(ShardSet training) {
    CaptionEvaluation captions = new CaptionEvaluation(split.blocks(), split.settings().decoding());
    Timed<Captioned.Written> written = captions.written(training);
    return after(written.seconds(), (sums, names) -> sums.measures(written.value(), names));
  }

  /**
   * Measures what a model says of what it should write.
   *
   * @param seconds that it has taken to write by itself: the baselines' are not its own
   */
  private Evaluation after(
      double seconds, BiFunction<TargetSums, List<String>, Measures> measures) {
    List<BroadcastScope<PredictorSource>> models = new ArrayList<>();
    try {
      further.forEach(each -> models.add(BroadcastScope.of(split.spark(), each.predictors())));
      TargetModels others =
          new TargetModels(models.stream().map(BroadcastScope::broadcast).toList());
      List<String> names = further.stream().map(FurtherBaseline::name).toList();
      Evaluation evaluation = split.evaluate(tallies(others), sums -> measures.apply(sums, names));
      return new Evaluation(
          evaluation.split(), evaluation.measures(), evaluation.seconds() + seconds);
    } finally {
      models.forEach(BroadcastScope::close);
    }
  }

  private TargetTallies tallies(TargetModels others) {
    return new TargetTallies(split.shards().targetVocabulary().unknown(), others);
  }

  private OutputSums output() {
    return translated(decoding -> split.blocks().sum("translations of", decoding::apply));
  }

  private <R> R translated(
      Function<BiFunction<Broadcast<PredictorSource>, BlockReader, DecodeBlocks>, R> walk) {
    ShardSet shards = split.shards();
    try (BroadcastScope<Vocabulary> sources =
            BroadcastScope.of(split.spark(), shards.vocabulary());
        BroadcastScope<Vocabulary> targets =
            BroadcastScope.of(split.spark(), shards.targetVocabulary())) {
      return walk.apply(
          (model, reader) ->
              new DecodeBlocks(
                  model,
                  reader,
                  split.settings().decoding(),
                  sources.broadcast(),
                  targets.broadcast()));
    }
  }
}
