package org.ravel.pipeline;

import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.Split;
import org.ravel.config.TrainingConfig.SampleConfig;
import org.ravel.evaluation.EvaluationSettings;
import org.ravel.evaluation.Evaluator;
import org.ravel.generation.Sampling;
import org.ravel.generation.TextGenerator;
import org.ravel.model.ModelStore;
import org.ravel.model.NetworkBytes;
import org.ravel.model.SequencePredictor;
import org.ravel.model.TrainedModel;
import org.ravel.shard.ShardSet;

/** Champion and challenger on text that neither has learned from, and what follows. */
final class ComparisonStage {
  private static final int SAMPLE_LENGTH = 600;

  private final JobContext context;
  private final RetrainingFolder folder;
  private final SparkSession spark;

  ComparisonStage(JobContext context, RetrainingFolder folder, SparkSession spark) {
    this.context = context;
    this.folder = folder;
    this.spark = spark;
  }

  Compared run(Optional<Champion> champion, Start start, ShardSet all, Ingested ingested) {
    TrainedModel challenger = new ModelStore(context.storage()).load(folder.model());
    boolean passed;
    String reason;
    if (champion.isEmpty()) {
      passed = true;
      reason = "it is the first";
    } else if (!champion.get().speaks(all)) {
      passed = false;
      reason =
          "its vocabulary is another one than the champion's, so they cannot be compared; look at it and decide with ravel models promote";
    } else {
      double before = loss(champion.get().model(), all);
      double after = loss(challenger, all);
      passed = after < before;
      reason = "loss %.4f against %.4f".formatted(after, before);
    }
    return new Compared(
        Compared.FORMAT,
        start.words(),
        passed,
        reason,
        Map.of(),
        champion.map(present -> sample(present.model())).orElse(null),
        sample(challenger));
  }

  private double loss(TrainedModel model, ShardSet all) {
    return new Evaluator(
            JavaSparkContext.fromSparkContext(spark.sparkContext()),
            EvaluationSettings.of(context.config().evaluation()))
        .evaluate(NetworkBytes.of(model.network()), all.firstGeneration(), Split.TEST)
        .negativeLogLikelihood();
  }

  private String sample(TrainedModel model) {
    SampleConfig sample = context.config().training().sample();
    return new TextGenerator(new SequencePredictor(model.network()), model.vocabulary())
        .generate(
            sample.prime(),
            SAMPLE_LENGTH,
            new Sampling(sample.temperature(), 0),
            context.config().seed());
  }
}
