package org.ravel.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ravel.comparison.Comparer;
import org.ravel.comparison.Comparison;
import org.ravel.comparison.Gate;
import org.ravel.comparison.RuleResult;
import org.ravel.comparison.Verdict;
import org.ravel.config.ConfigNames;
import org.ravel.config.DecoderConfig;
import org.ravel.config.GateConfig.Holdout;
import org.ravel.config.GateConfig.Metric;
import org.ravel.config.RavelConfig;
import org.ravel.config.Task;
import org.ravel.config.TrainingConfig.SampleConfig;
import org.ravel.decoding.Sampling;
import org.ravel.error.ConfigurationException;
import org.ravel.evaluation.Evaluator;
import org.ravel.evaluation.tally.EvaluationSettings;
import org.ravel.generation.TextGenerator;
import org.ravel.model.TrainedModel;
import org.ravel.shard.ShardSet;

/** Champion and challenger on text that neither has learned from, and what follows from it. */
final class ComparisonStage {
  private static final int SAMPLE_LENGTH = 600;

  private final JobContext context;
  private final RavelConfig config;
  private final Comparer comparer;

  ComparisonStage(JobContext context, SparkSession session) {
    this.context = context;
    this.config = context.config();
    Evaluator evaluator =
        new Evaluator(
            JavaSparkContext.fromSparkContext(session.sparkContext()),
            EvaluationSettings.of(config)
                .decoding(
                    config.task().writesText() ? config.decoding().seeded(config.seed()) : null));
    this.comparer = new Comparer(evaluator, config.retraining(), config.task(), config.seed());
  }

  /**
   * Refuses rules of the gate that could not be applied, before anything is trained.
   *
   * @throws org.ravel.error.ConfigurationException if there is one
   */
  void require(ShardSet all, ShardSet fresh) {
    comparer.require(holdouts(all, fresh));
    String attention = config.decoding().attentionKey();
    if (config.task() == Task.TRANSLATION
        && config.retraining().gate().metrics(config.task()).stream().anyMatch(Metric::isOfWritten)
        && config.model().decoder().attention() == DecoderConfig.Attention.NONE
        && attention != null) {
      throw new ConfigurationException(
          "%s asks where in the source the model looks, but model.decoder.attention is none, and a rule of retraining.gate.rules is about what the model writes; leave the setting at its default, or use perplexity"
              .formatted(attention));
    }
  }

  private static Map<Holdout, ShardSet> holdouts(ShardSet all, ShardSet fresh) {
    return Map.of(Holdout.PINNED, all.firstGeneration(), Holdout.NEW, fresh);
  }

  /**
   * Compares.
   *
   * @param all the shards of all generations
   * @param fresh those of the new ones that were learned from
   */
  Compared run(
      Optional<Champion> champion,
      TrainedModel challenger,
      TrainingStart start,
      ShardSet all,
      ShardSet fresh) {
    return challenger.series() == null
        ? compare(champion, challenger, start, all, fresh)
        : compare(
            champion,
            challenger,
            start,
            all.reading(challenger.series().horizon()),
            fresh.reading(challenger.series().horizon()));
  }

  private Compared compare(
      Optional<Champion> champion,
      TrainedModel challenger,
      TrainingStart start,
      ShardSet all,
      ShardSet fresh) {
    if (champion.isEmpty()) {
      return alone(challenger, start, all, true, "it is the first one");
    }
    Champion present = champion.get();
    Optional<String> strangeness = present.strangeness(all);
    if (strangeness.isPresent()) {
      String reason =
          "the champion, version %d, has %s, so the two cannot be compared; look at both and decide with ravel models promote"
              .formatted(present.number(), strangeness.get());
      return alone(challenger, start, all, false, reason);
    }
    List<Comparison> comparisons =
        comparer.compare(
            present.model().predictors(), challenger.predictors(), holdouts(all, fresh));
    Verdict verdict = new Gate(config.retraining(), config.task()).decide(comparisons);
    tell(verdict);
    return new Compared(
        StageResult.FORMAT,
        start.words(),
        comparisons,
        verdict,
        verdict.passed(),
        reason(verdict),
        Compared.metrics(comparisons, Comparison::challenger),
        sample(present.model()),
        sample(challenger));
  }

  /** There is nothing to compare with: the challenger is only measured. */
  private Compared alone(
      TrainedModel challenger, TrainingStart start, ShardSet all, boolean passed, String reason) {
    return new Compared(
        StageResult.FORMAT,
        start.words(),
        List.of(),
        null,
        passed,
        reason,
        Compared.metrics(
            Holdout.PINNED, comparer.measure(challenger.predictors(), all.firstGeneration())),
        null,
        sample(challenger));
  }

  private void tell(Verdict verdict) {
    for (RuleResult rule : verdict.rules()) {
      context.tell(
          "  %-14s %s%s".formatted(ConfigNames.of(rule.outcome()), rule.rule(), figures(rule)));
    }
  }

  private static String figures(RuleResult rule) {
    StringBuilder figures = new StringBuilder();
    if (rule.ratio() != null) {
      figures.append("; it is %.4f".formatted(rule.ratio()));
    }
    if (rule.confident() && rule.bound() != null) {
      figures.append(", at the bound %.4f".formatted(rule.bound()));
    }
    return rule.note() == null ? figures.toString() : figures + "; " + rule.note();
  }

  private static String reason(Verdict verdict) {
    if (verdict.passed()) {
      return "all rules of the gate that apply hold";
    }
    String failed =
        verdict.rules().stream()
            .filter(rule -> rule.outcome() == RuleResult.Outcome.FAILED)
            .map(rule -> rule.rule() + figures(rule))
            .collect(Collectors.joining(" and "));
    return failed.isEmpty()
        ? "no rule of the gate applies"
        : "the gate refuses it: %s".formatted(failed);
  }

  /** Null where models write no text. */
  private String sample(TrainedModel model) {
    if (config.task() != Task.LANGUAGE_MODEL) {
      return null;
    }
    SampleConfig sample = config.training().sample();
    try (TextGenerator generator =
        new TextGenerator(model.predictors().get(), model.vocabulary())) {
      return generator.generate(
          sample.prime(), SAMPLE_LENGTH, new Sampling(sample.temperature(), 0, 1), config.seed());
    }
  }
}
