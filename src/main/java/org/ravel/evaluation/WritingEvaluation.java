package org.ravel.evaluation;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.ravel.corpus.Vocabulary;
import org.ravel.evaluation.measure.Captioned;
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
    Timed<OutputSums> output = Timed.of(this::output);
    Decoded.Output written = output.value().measures(baselines.get(), lowerCase);
    return after(output.seconds(), sums -> sums.measures(written));
  }

  /**
   * Captions beside baselines.
   *
   * @param training with the training split that the baselines know
   */
  Evaluation captions(ShardSet training) {
    CaptionEvaluation captions = new CaptionEvaluation(split.blocks(), split.settings().decoding());
    Timed<Captioned.Written> written = captions.written(training);
    return after(written.seconds(), sums -> sums.measures(written.value()));
  }

  /**
   * Measures what a model says of what it should write.
   *
   * @param seconds that it has taken to write by itself: the baselines' are not its own
   */
  private Evaluation after(double seconds, Function<TargetSums, Measures> measures) {
    Evaluation evaluation = split.evaluate(tallies(), measures);
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
