package org.ravel.evaluation;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.config.GateConfig.Metric;
import org.ravel.config.Split;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.InputException;
import org.ravel.evaluation.label.ClassTallies;
import org.ravel.evaluation.label.LabelNames;
import org.ravel.evaluation.label.LabelTallies;
import org.ravel.evaluation.label.SetFacts;
import org.ravel.evaluation.label.SetTallies;
import org.ravel.evaluation.label.SpanLabels;
import org.ravel.evaluation.label.TrainingFacts;
import org.ravel.evaluation.label.TreeFacts;
import org.ravel.evaluation.label.TreeTallies;
import org.ravel.evaluation.label.WorstExamples;
import org.ravel.evaluation.measure.Decoded;
import org.ravel.evaluation.measure.Measures;
import org.ravel.evaluation.tally.BlockWalk;
import org.ravel.evaluation.tally.EvaluationSettings;
import org.ravel.evaluation.tally.Sums;
import org.ravel.evaluation.tally.TallyBlocks;
import org.ravel.evaluation.tally.TallySource;
import org.ravel.evaluation.text.BaselineRuns;
import org.ravel.evaluation.text.Baselines;
import org.ravel.evaluation.text.TextTallies;
import org.ravel.evaluation.translation.DecodeBlocks;
import org.ravel.evaluation.translation.OutputSums;
import org.ravel.evaluation.translation.TargetSums;
import org.ravel.evaluation.translation.TargetTallies;
import org.ravel.evaluation.translation.TranslationBaselines;
import org.ravel.evaluation.unit.UnitMetrics;
import org.ravel.evaluation.unit.UnitSums;
import org.ravel.evaluation.unit.UnitTallies;
import org.ravel.network.PredictorSource;
import org.ravel.sequence.Alignment;
import org.ravel.shard.ShardSet;
import org.ravel.spark.BroadcastScope;

/**
 * Measures models on Spark. A split is cut into blocks, a task walks some of them with a network of
 * its own, and what it counts is added up without rounding: the result is the same, to the last
 * bit, however the blocks are spread over tasks and machines of one kind.
 */
public final class Evaluator {
  private final JavaSparkContext spark;
  private final EvaluationSettings settings;

  /** Walks splits as the settings say. */
  public Evaluator(JavaSparkContext spark, EvaluationSettings settings) {
    this.spark = spark;
    this.settings = settings;
  }

  /**
   * Measures a model alone, as its task's shards ask for, and for a look in passing: without what
   * takes the most memory, how each class is scored against the rest.
   *
   * @param network makes a predictor; it travels to the executors, and each task makes one
   * @throws InputException if the split has no targets, if the model's vocabulary is of another
   *     size than the shards', or if a shard file is not what the manifest says
   */
  public Evaluation evaluate(PredictorSource network, ShardSet shards, Split split) {
    return switch (shards.manifest().schema().targets()) {
      case NEXT_STEP -> text(network, shards, split, BaselineRuns.NONE);
      case SAME_STEP, WHOLE -> labels(network, shards, split, TrainingFacts.unknown(), false);
      case NODES -> trees(network, shards, split, TreeFacts.unknown());
      case SET -> sets(network, shards, split, SetFacts.unknown(), false);
      case OWN_STEPS -> translation(network, shards, split, List::of);
    };
  }

  /**
   * Measures a model beside baselines that are fitted on a training split, on the same targets; a
   * labelling on the tokens that training lacks, too.
   *
   * @param network makes a predictor; it travels to the executors, and each task makes one
   * @param training the shard set with the training split
   * @throws InputException as without it, or if the two shard sets do not share a vocabulary
   */
  public Evaluation evaluate(
      PredictorSource network, ShardSet shards, Split split, ShardSet training) {
    return switch (shards.manifest().schema().targets()) {
      case NEXT_STEP ->
          text(
              network,
              shards,
              split,
              new Baselines(spark, training, settings).score(shards, split));
      case SAME_STEP, WHOLE ->
          labels(network, shards, split, TrainingFacts.of(spark, training, shards, split), true);
      case NODES ->
          trees(
              network, shards, split, TreeFacts.of(spark, training, shards, settings.rootsOnly()));
      case SET -> sets(network, shards, split, SetFacts.of(spark, training, shards), true);
      case OWN_STEPS ->
          shards.manifest().scaling().isPresent()
              ? captions(network, shards, split, training)
              : translation(
                  network,
                  shards,
                  split,
                  () -> TranslationBaselines.of(spark, training, shards, split));
    };
  }

  /**
   * Measures a model and keeps the sums of each sequence apart, on the driver. The walk is that of
   * {@link #evaluate}, and so are the sums over all sequences, but for the last digits of the nats.
   *
   * @param network makes a predictor; it travels to the executors, and each task makes one
   * @param metrics which sums
   * @throws InputException as {@link #evaluate}
   */
  public UnitSums unitSums(
      PredictorSource network, ShardSet shards, Split split, UnitMetrics metrics) {
    SplitBlocks blocks = blocks(network, shards, split);
    // The blocks' order: that of the partitions, and of each one's blocks.
    UnitSums units =
        blocks.results(
            "sequences of",
            walk(shards, new UnitTallies(metrics)),
            counted -> UnitSums.concatenated(counted.collect()));
    blocks.requireTargets((long) units.total()[UnitMetrics.TARGETS], settings.rootsOnly());
    return units;
  }

  /**
   * The metrics by which models of some shards are compared.
   *
   * @param wanted beside those that are always shown
   * @throws org.ravel.error.ConfigurationException if the shards' labels do not have one
   */
  public UnitMetrics metrics(ShardSet shards, Set<Metric> wanted) {
    return TaskMetrics.of(shards, wanted, settings.threshold());
  }

  private Evaluation text(
      PredictorSource network, ShardSet shards, Split split, BaselineRuns baselines) {
    try (BroadcastScope<BaselineRuns> runs = BroadcastScope.of(spark, baselines)) {
      TextTallies tallies =
          new TextTallies(
              runs.broadcast(),
              settings.minibatchSize(),
              shards.manifest().sequenceLength(),
              shards.vocabulary().unknown());
      return evaluation(
          network,
          shards,
          split,
          tallies,
          sums -> sums.measures(shards.manifest().sources(), baselines, settings.sourceEntropy()));
    }
  }

  private Evaluation labels(
      PredictorSource network,
      ShardSet shards,
      Split split,
      TrainingFacts training,
      boolean ranked) {
    WorstExamples.Names all = names(shards);
    LabelNames names = all.labels();
    try (BroadcastScope<TrainingFacts> facts = BroadcastScope.of(spark, training)) {
      if (shards.manifest().schema().targets() == Alignment.WHOLE) {
        ClassTallies tallies = new ClassTallies(names, facts.broadcast(), ranked);
        return evaluation(network, shards, split, tallies, sums -> sums.measures(all, training));
      }
      SpanLabels spans = SpanLabels.of(names.names()).orElse(null);
      LabelTallies tallies = new LabelTallies(names, spans, facts.broadcast());
      return evaluation(network, shards, split, tallies, sums -> sums.measures(all, training));
    }
  }

  private static WorstExamples.Names names(ShardSet shards) {
    return new WorstExamples.Names(
        LabelNames.of(shards.targetVocabulary()),
        id -> shards.vocabulary().token(id),
        character -> character(shards.characters(), character),
        source -> shards.manifest().sources().get(source).name());
  }

  private Evaluation sets(
      PredictorSource network, ShardSet shards, Split split, SetFacts training, boolean ranked) {
    WorstExamples.Names names = names(shards);
    try (BroadcastScope<SetFacts> facts = BroadcastScope.of(spark, training)) {
      return evaluation(
          network,
          shards,
          split,
          new SetTallies(names.labels(), settings.threshold(), facts.broadcast(), ranked),
          sums -> sums.measures(names, training, settings.threshold()));
    }
  }

  private Evaluation trees(
      PredictorSource network, ShardSet shards, Split split, TreeFacts training) {
    WorstExamples.Names names = names(shards);
    try (BroadcastScope<TreeFacts> facts = BroadcastScope.of(spark, training)) {
      TreeTallies tallies =
          TreeTallies.of(names.labels(), settings.labelGroups(), facts.broadcast());
      return evaluation(
          network,
          shards,
          split,
          tallies,
          sums -> sums.measures(names, tallies.groups(), training));
    }
  }

  /**
   * Measures a translation.
   *
   * @param baselines are asked for where what the model writes is measured
   */
  private Evaluation translation(
      PredictorSource network,
      ShardSet shards,
      Split split,
      Supplier<List<Decoded.Baseline>> baselines) {
    return written(
        network,
        shards,
        split,
        () ->
            settings.decoding() == null
                ? null
                : output(network, shards, split)
                    .measures(baselines.get(), shards.targetVocabulary().tokenizer().lowerCase()),
        TargetSums::measures);
  }

  private Evaluation captions(
      PredictorSource network, ShardSet shards, Split split, ShardSet training) {
    return written(
        network,
        shards,
        split,
        () ->
            new CaptionEvaluation(spark, network, settings.blockSequences(), settings.decoding())
                .written(shards, split, training),
        TargetSums::measures);
  }

  /** Measures what a model writes by itself, and what it says of what it should write. */
  private <W> Evaluation written(
      PredictorSource network,
      ShardSet shards,
      Split split,
      Supplier<W> writing,
      BiFunction<TargetSums, W, Measures> measures) {
    long start = System.nanoTime();
    W written = writing.get();
    double seconds = (System.nanoTime() - start) / 1e9;
    Evaluation evaluation =
        evaluation(
            network,
            shards,
            split,
            new TargetTallies(shards.targetVocabulary().unknown()),
            sums -> measures.apply(sums, written));
    return new Evaluation(
        evaluation.split(), evaluation.measures(), evaluation.seconds() + seconds);
  }

  private OutputSums output(PredictorSource network, ShardSet shards, Split split) {
    try (BroadcastScope<Vocabulary> sources = BroadcastScope.of(spark, shards.vocabulary());
        BroadcastScope<Vocabulary> targets = BroadcastScope.of(spark, shards.targetVocabulary())) {
      return blocks(network, shards, split)
          .sum(
              "translations of",
              (model, reader) ->
                  new DecodeBlocks(
                      model,
                      reader,
                      settings.decoding(),
                      sources.broadcast(),
                      targets.broadcast()));
    }
  }

  /** One that the vocabulary of characters lacks cannot be shown. */
  private static String character(Vocabulary characters, int id) {
    return id == characters.unknown() ? "\uFFFD" : characters.token(id);
  }

  private <S extends Sums<S>> Evaluation evaluation(
      PredictorSource network,
      ShardSet shards,
      Split split,
      TallySource<S> tallies,
      Function<S, Measures> measures) {
    long start = System.nanoTime();
    SplitBlocks blocks = blocks(network, shards, split);
    S sums = blocks.sum("model on", walk(shards, tallies));
    double seconds = (System.nanoTime() - start) / 1e9;
    Measures measured = measures.apply(sums);
    blocks.requireTargets(measured.targets(), settings.rootsOnly());
    return new Evaluation(split.key(), measured, seconds);
  }

  private SplitBlocks blocks(PredictorSource network, ShardSet shards, Split split) {
    return new SplitBlocks(spark, network, shards, split, settings.blockSequences());
  }

  /** Lets the model predict all targets, and counts. */
  private <S> SplitBlocks.Work<S> walk(ShardSet shards, TallySource<S> tallies) {
    return (model, reader) ->
        new TallyBlocks<>(
            new BlockWalk(
                model,
                reader,
                settings,
                shards.targetVocabulary().size(),
                shards.manifest().sequenceLength()),
            tallies);
  }
}
