package org.ravel.training;

import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.ravel.config.AveragingConfig;
import org.ravel.config.RavelConfig;
import org.ravel.config.TrainingConfig;
import org.ravel.error.TrainingException;
import org.ravel.model.LearningRateSchedule;
import org.ravel.model.NetworkSpecification;
import org.ravel.shard.ShardSet;

/** Trains a network on the training split of a shard set, in rounds of parameter averaging. */
public final class Trainer {
  private final JavaSparkContext spark;
  private final RavelConfig config;
  private final Validator validator;
  private final TrainingEvents events;

  /**
   * A trainer.
   *
   * @param validator measures the network at each validation
   * @param events hears of rounds, validations and improvements
   */
  public Trainer(
      JavaSparkContext spark, RavelConfig config, Validator validator, TrainingEvents events) {
    this.spark = spark;
    this.config = config;
    this.validator = validator;
    this.events = events;
  }

  /**
   * Trains a new network.
   *
   * @throws TrainingException if a loss is no longer a finite number
   */
  public TrainingResult train(ShardSet shards) {
    TrainingConfig training = config.training();
    try (TrainingBlocks blocks = TrainingBlocks.of(spark, shards, config)) {
      RoundPlan plan = new RoundPlan(blocks.lanes(), config.averaging(), training.epochs());
      LearningRateSchedule rate = rate(plan, blocks.lanes());
      MultiLayerNetwork network =
          new NetworkSpecification(
                  config.model(), shards.vocabulary().size(), training, rate, config.seed())
              .build();
      int sequenceLength = shards.manifest().sequenceLength();
      try (Engine engine = engine(blocks, network, sequenceLength)) {
        return new TrainingRun(config, plan, rate, engine, validator, events).go();
      }
    }
  }

  private LearningRateSchedule rate(RoundPlan plan, Lanes lanes) {
    TrainingConfig training = config.training();
    AveragingConfig averaging = config.averaging();
    return LearningRateSchedule.of(
            training.schedule(),
            training.updater().learningRate(),
            lanes.steps(),
            training.epochs())
        .withTurns(
            plan.turnIterations(),
            averaging.workers(),
            averaging.scaleLearningRate() ? averaging.workers() : 1);
  }

  private Engine engine(TrainingBlocks blocks, MultiLayerNetwork network, int sequenceLength) {
    return switch (config.training().engine()) {
      case RAVEL -> new RavelEngine(spark, blocks, config, network, sequenceLength);
      case DL4J -> new Dl4jEngine(spark, blocks, config, network, sequenceLength);
    };
  }
}
