package org.ravel.evaluation;

import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.evaluation.measure.Measures;
import org.ravel.evaluation.tally.BlockWalk;
import org.ravel.evaluation.tally.EvaluationSettings;
import org.ravel.evaluation.tally.Sums;
import org.ravel.evaluation.tally.TallyBlocks;
import org.ravel.evaluation.tally.TallySource;
import org.ravel.shard.ShardSet;

/** A model, the split that it is measured on, and how that is walked. */
record MeasuredSplit(SplitBlocks blocks, EvaluationSettings settings) {

  JavaSparkContext spark() {
    return blocks.spark();
  }

  ShardSet shards() {
    return blocks.shards();
  }

  /** Lets the model predict all targets, counts, and makes measures of the sums. */
  <S extends Sums<S>> Evaluation evaluate(TallySource<S> tallies, Function<S, Measures> measures) {
    Timed<S> sums = Timed.of(() -> blocks.sum("model on", walk(tallies)));
    Measures measured = measures.apply(sums.value());
    requireTargets(measured.targets());
    return new Evaluation(blocks.split().key(), measured, sums.seconds());
  }

  /** Lets the model predict all targets, and counts. */
  <S> SplitBlocks.Work<S> walk(TallySource<S> tallies) {
    return (model, reader) ->
        new TallyBlocks<>(
            new BlockWalk(
                model,
                reader,
                settings,
                shards().manifest().targetVocabularySize(),
                shards().manifest().sequenceLength()),
            tallies);
  }

  /** Refuses another number of targets than the manifest's. */
  void requireTargets(long targets) {
    blocks.requireTargets(targets, settings.rootsOnly());
  }
}
