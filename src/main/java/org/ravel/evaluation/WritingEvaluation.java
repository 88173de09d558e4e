package org.ravel.evaluation;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.ravel.corpus.Vocabulary;
import org.ravel.evaluation.measure.Decoded;
import org.ravel.evaluation.measure.Measures;
import org.ravel.evaluation.translation.DecodeBlocks;
import org.ravel.evaluation.translation.OutputSums;
import org.ravel.evaluation.translation.TargetSums;
import org.ravel.evaluation.translation.TargetTallies;
import org.ravel.shard.ShardSet;
import org.ravel.spark.BroadcastScope;

/** Measures models that write text: what they write by themselves, and what they say of targets. */
record WritingEvaluation(MeasuredSplit split) {

  /** What a model says of targets, alone. */
  Evaluation targets() {
    return split.evaluate(tallies(), TargetSums::measures);
  }

  /** A translation beside baselines. */
  Evaluation translation(Supplier<List<Decoded.Baseline>> baselines) {
    boolean lowerCase = split.shards().targetVocabulary().tokenizer().lowerCase();
    return written(() -> output().measures(baselines.get(), lowerCase), TargetSums::measures);
  }

  /**
   * Captions beside baselines.
   *
   * @param training with the training split that the baselines know
   */
  Evaluation captions(ShardSet training) {
    CaptionEvaluation captions = new CaptionEvaluation(split.blocks(), split.settings().decoding());
    return written(() -> captions.written(training), TargetSums::measures);
  }

  /** Measures what a model writes by itself, and what it says of what it should write. */
  private <W> Evaluation written(
      Supplier<W> writing, BiFunction<TargetSums, W, Measures> measures) {
    long start = System.nanoTime();
    W written = writing.get();
    double seconds = (System.nanoTime() - start) / 1e9;
    Evaluation evaluation = split.evaluate(tallies(), sums -> measures.apply(sums, written));
    return new Evaluation(
        evaluation.split(), evaluation.measures(), evaluation.seconds() + seconds);
  }

  private TargetTallies tallies() {
    return new TargetTallies(split.shards().targetVocabulary().unknown());
  }

  private OutputSums output() {
    ShardSet shards = split.shards();
    try (BroadcastScope<Vocabulary> sources =
            BroadcastScope.of(split.spark(), shards.vocabulary());
        BroadcastScope<Vocabulary> targets =
            BroadcastScope.of(split.spark(), shards.targetVocabulary())) {
      return split
          .blocks()
          .sum(
              "translations of",
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
