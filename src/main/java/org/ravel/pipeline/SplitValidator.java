package org.ravel.pipeline;

import java.util.OptionalDouble;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.config.Split;
import org.ravel.config.TrainingConfig.SampleConfig;
import org.ravel.decoding.Sampling;
import org.ravel.evaluation.Evaluator;
import org.ravel.evaluation.measure.Measures;
import org.ravel.evaluation.tally.EvaluationSettings;
import org.ravel.generation.TextGenerator;
import org.ravel.network.Network;
import org.ravel.network.PredictorSource;
import org.ravel.sequence.Alignment;
import org.ravel.shard.ShardSet;
import org.ravel.training.Validator;

/**
 * Measures a model in training on the validation split, and lets a language model write a few
 * words, or a translation a few sentences.
 */
final class SplitValidator implements Validator {
  private final Evaluator evaluator;
  private final ShardSet shards;
  private final SampleConfig sample;
  private final SampleSentences sentences;
  private final long seed;

  SplitValidator(JavaSparkContext spark, JobContext context, ShardSet shards) {
    this.evaluator = new Evaluator(spark, EvaluationSettings.of(context.config()));
    this.shards = shards;
    this.sample = context.config().training().sample();
    this.seed = context.config().seed();
    this.sentences =
        SampleSentences.of(
            spark.hadoopConfiguration(),
            shards,
            context.config().decoding().seeded(seed),
            sample.sentences());
  }

  @Override
  public Validation validate(Network network) {
    return validate(network.snapshot());
  }

  /** Measures any model. */
  Validation validate(PredictorSource model) {
    if (!shards.manifest().splits().containsKey(Split.VALIDATION)) {
      return new Validation(OptionalDouble.empty(), sample(model));
    }
    Measures measures = evaluator.evaluate(model, shards, Split.VALIDATION).measures();
    return new Validation(
        OptionalDouble.of(measures.loss()),
        measures.course(),
        sample(model),
        sentences.write(model));
  }

  /** Labels are no text to look at. */
  private String sample(PredictorSource model) {
    if (sample.length() == 0 || shards.manifest().schema().targets() != Alignment.NEXT_STEP) {
      return "";
    }
    try (TextGenerator generator = new TextGenerator(model.get(), shards.vocabulary())) {
      return generator.generate(
          sample.prime(), sample.length(), new Sampling(sample.temperature(), 0, 1), seed);
    }
  }
}
