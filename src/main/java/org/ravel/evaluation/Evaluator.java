package org.ravel.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.config.GateConfig.Metric;
import org.ravel.config.Split;
import org.ravel.error.InputException;
import org.ravel.evaluation.forecast.FittedForecasts;
import org.ravel.evaluation.forecast.ForecastTallies;
import org.ravel.evaluation.forecast.ForecastUnits;
import org.ravel.evaluation.label.SetFacts;
import org.ravel.evaluation.label.TrainingFacts;
import org.ravel.evaluation.label.TreeFacts;
import org.ravel.evaluation.mixing.FittedWeights;
import org.ravel.evaluation.mixing.PartTallies;
import org.ravel.evaluation.mixing.WeightRounds;
import org.ravel.evaluation.recognition.RecognitionTallies;
import org.ravel.evaluation.regression.RegressionSums;
import org.ravel.evaluation.regression.RegressionTallies;
import org.ravel.evaluation.tally.EvaluationSettings;
import org.ravel.evaluation.tally.SharedVocabulary;
import org.ravel.evaluation.text.BaselineRuns;
import org.ravel.evaluation.text.Baselines;
import org.ravel.evaluation.text.RunLosses;
import org.ravel.evaluation.text.RunTallies;
import org.ravel.evaluation.text.TextTallies;
import org.ravel.evaluation.translation.TranslationBaselines;
import org.ravel.evaluation.unit.UnitMetrics;
import org.ravel.evaluation.unit.UnitSums;
import org.ravel.evaluation.unit.UnitTallies;
import org.ravel.evaluation.unit.WrittenMetrics;
import org.ravel.mixture.MixtureModel;
import org.ravel.network.PredictorSource;
import org.ravel.sequence.Column;
import org.ravel.sequence.Horizon;
import org.ravel.sequence.Scaling;
import org.ravel.shard.ShardSet;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.Partitions;

/**
 * Measures models on Spark. A split is cut into blocks, a task walks some of them with a network of
 * its own, and what it counts is added up without rounding: the result is the same, to the last
 * bit, however the blocks are spread over tasks and machines of one kind.
 */
public final class Evaluator {
  private final JavaSparkContext spark;
  private final EvaluationSettings settings;
  private final List<FurtherBaseline> further;

  /** Walks splits as the settings say. */
  public Evaluator(JavaSparkContext spark, EvaluationSettings settings) {
    this(spark, settings, List.of());
  }

  /**
   * Walks splits as the settings say.
   *
   * @param further models that a language model, or one that forecasts or writes, is held against,
   *     beside the baselines
   */
  public Evaluator(
      JavaSparkContext spark, EvaluationSettings settings, List<FurtherBaseline> further) {
    this.spark = spark;
    this.settings = settings;
    this.further = List.copyOf(further);
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
    MeasuredSplit measured = measured(network, shards, split);
    LabelEvaluation labels = new LabelEvaluation(measured);
    return switch (shards.manifest().schema().targets()) {
      case NEXT_STEP -> text(measured, BaselineRuns.NONE);
      case SAME_STEP -> labels.labels(TrainingFacts.unknown());
      case WHOLE -> labels.classes(TrainingFacts.unknown(), false);
      case NODES -> labels.trees(() -> TreeFacts.unknown(shards.targetVocabulary().size()));
      case SET -> labels.sets(SetFacts.unknown(), false);
      case STEP_SETS -> strings(measured);
      case OWN_STEPS -> new WritingEvaluation(measured, List.of()).targets();
      case HORIZON -> forecasts(measured, List.of());
      case VALUES -> values(measured);
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
    MeasuredSplit measured = measured(network, shards, split);
    LabelEvaluation labels = new LabelEvaluation(measured);
    return switch (shards.manifest().schema().targets()) {
      case NEXT_STEP ->
          text(
              measured,
              withFurther(
                  new Baselines(spark, training, settings).score(shards, split), shards, split));
      case SAME_STEP -> labels.labels(TrainingFacts.of(spark, training, shards, split));
      case WHOLE -> labels.classes(TrainingFacts.of(spark, training, shards, split), true);
      case NODES -> labels.trees(() -> TreeFacts.of(spark, training, shards, settings.rootsOnly()));
      case SET -> labels.sets(SetFacts.of(spark, training, shards), true);
      case STEP_SETS -> {
        SharedVocabulary.require(training, shards);
        yield strings(measured);
      }
      case HORIZON -> forecasts(measured, further);
      case VALUES -> values(measured);
      case OWN_STEPS -> {
        SharedVocabulary.require(training, shards);
        yield written(measured, training);
      }
    };
  }

  /**
   * Measures a model and keeps the sums of each sequence apart, on the driver. The walk is that of
   * {@link #evaluate}, and so are the sums over all sequences, but for the last digits of the nats.
   * Where metrics are of what is written, the model writes of each example, too.
   *
   * @param network makes a predictor; it travels to the executors, and each task makes one
   * @param metrics which sums
   * @throws InputException as {@link #evaluate}
   */
  public UnitSums unitSums(
      PredictorSource network, ShardSet shards, Split split, UnitMetrics metrics) {
    MeasuredSplit measured = measured(network, shards, split);
    // The blocks' order: that of the partitions, and of each one's blocks.
    UnitSums units =
        measured
            .blocks()
            .results(
                "sequences of",
                measured.walk(new UnitTallies(metrics)),
                counted -> UnitSums.concatenated(Partitions.collect(counted)));
    measured.requireTargets((long) units.total()[UnitMetrics.TARGETS]);
    return metrics instanceof WrittenMetrics
        ? units.with(
            new WritingEvaluation(measured, List.of()).examples(),
            WrittenMetrics.TARGET_METRICS.width())
        : units;
  }

  /**
   * The weights with which a mixture loses the least on a split.
   *
   * @param mixture with any weights
   * @throws InputException as {@link #evaluate}, or if one of the models gives probabilities that
   *     are no numbers
   */
  public FittedWeights mixtureWeights(MixtureModel mixture, ShardSet shards, Split split) {
    int models = mixture.parts().size();
    MeasuredSplit measured = measured(mixture, shards, split);
    return measured
        .blocks()
        .results(
            "models of the mixture on",
            measured.walk(new PartTallies(models)),
            ratios -> WeightRounds.fit(ratios, models));
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

  private BaselineRuns withFurther(BaselineRuns baselines, ShardSet shards, Split split) {
    BaselineRuns all = baselines;
    for (FurtherBaseline each : further) {
      MeasuredSplit measured = measured(each.predictors(), shards, split);
      all =
          all.with(
              each.name(),
              measured
                  .blocks()
                  .results(
                      "baseline %s on".formatted(each.name()),
                      measured.walk(new RunTallies(settings.minibatchSize())),
                      counted -> RunLosses.concatenated(Partitions.collect(counted))));
    }
    return all;
  }

  private Evaluation text(MeasuredSplit measured, BaselineRuns baselines) {
    ShardSet shards = measured.shards();
    try (BroadcastScope<BaselineRuns> runs = BroadcastScope.of(spark, baselines)) {
      TextTallies tallies =
          new TextTallies(
              runs.broadcast(),
              settings.minibatchSize(),
              shards.manifest().sequenceLength(),
              shards.vocabulary().unknown());
      return measured.evaluate(
          tallies,
          sums -> sums.measures(shards.manifest().sources(), baselines, settings.sourceEntropy()));
    }
  }

  private static Evaluation strings(MeasuredSplit measured) {
    ShardSet shards = measured.shards();
    Column.Sets column = shards.manifest().schema().sets();
    double threshold = measured.settings().threshold();
    return measured.evaluate(
        new RecognitionTallies(column, threshold),
        sums ->
            sums.measures(
                column, threshold, shards.vocabulary()::token, shards.targetVocabulary()::token));
  }

  private static Evaluation values(MeasuredSplit measured) {
    Scaling scaling = measured.shards().manifest().schema().targetNumbers().scaling();
    return measured.evaluate(new RegressionTallies(scaling), RegressionSums::measures);
  }

  private Evaluation forecasts(MeasuredSplit measured, List<FurtherBaseline> fitted) {
    ShardSet shards = measured.shards();
    Horizon horizon = shards.manifest().schema().horizon();
    ForecastUnits units = ForecastUnits.of(shards.series().orElseThrow());
    List<BroadcastScope<PredictorSource>> models = new ArrayList<>();
    try (BroadcastScope<ForecastUnits> shared = BroadcastScope.of(spark, units)) {
      fitted.forEach(each -> models.add(BroadcastScope.of(spark, each.predictors())));
      FittedForecasts others =
          new FittedForecasts(
              models.stream().map(BroadcastScope::broadcast).toList(),
              fitted.stream().map(FurtherBaseline::horizon).toList());
      return measured.evaluate(
          new ForecastTallies(horizon, shared.broadcast(), others),
          sums ->
              sums.measures(horizon, units, fitted.stream().map(FurtherBaseline::name).toList()));
    } finally {
      models.forEach(BroadcastScope::close);
    }
  }

  /** Images are read as numbers, texts as ids. */
  private Evaluation written(MeasuredSplit measured, ShardSet training) {
    WritingEvaluation writing = new WritingEvaluation(measured, further);
    if (settings.decoding() == null) {
      return writing.targets();
    }
    return measured.shards().manifest().schema().readsNumbers()
        ? writing.captions(training)
        : writing.translation(
            () ->
                TranslationBaselines.of(
                    spark, training, measured.shards(), measured.blocks().split()));
  }

  private MeasuredSplit measured(PredictorSource network, ShardSet shards, Split split) {
    return new MeasuredSplit(
        new SplitBlocks(spark, network, shards, split, settings.blockSequences()), settings);
  }
}
