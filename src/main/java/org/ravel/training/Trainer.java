package org.ravel.training;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.dataset.DataSet;
import org.ravel.config.RavelConfig;
import org.ravel.config.TrainingConfig;
import org.ravel.error.TrainingException;
import org.ravel.model.LearningRateSchedule;
import org.ravel.model.NetworkSpecification;
import org.ravel.shard.ShardSet;
import org.ravel.spark.SparkJob;
import org.ravel.training.TrainingEvents.Measured;
import org.ravel.training.TrainingEvents.Round;

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
   * @throws TrainingException if the loss is no longer a finite number
   */
  public TrainingResult train(ShardSet shards) {
    TrainingConfig training = config.training();
    try (TrainingBlocks blocks = TrainingBlocks.of(spark, shards, training)) {
      // DL4J counts a whole period of iterations for every round, also for a short last one.
      double iterationsPerEpoch = (double) blocks.roundsPerEpoch() * training.averagingPeriod();
      LearningRateSchedule rate =
          LearningRateSchedule.of(
              training.schedule(),
              training.updater().learningRate(),
              iterationsPerEpoch,
              training.epochs());
      MultiLayerNetwork network =
          new NetworkSpecification(
                  config.model(), shards.vocabulary().size(), training, rate, config.seed())
              .build();
      return new Run(shards, blocks, network, rate).go();
    }
  }

  /** One training: its network, its clock and its counters. */
  private final class Run {
    private final TrainingConfig training = config.training();
    private final TrainingBlocks blocks;
    private final LearningRateSchedule rate;
    private final int sequenceLength;
    private final SparkDl4jMultiLayer distributed;
    private final LossMeter meter = new LossMeter(spark.sc());
    private final EarlyStopping stopping = new EarlyStopping(training.validation());
    private final long start = System.nanoTime();
    private final long plannedRounds;
    private long rounds;
    private long tokens;
    private double trainingSeconds;

    Run(
        ShardSet shards,
        TrainingBlocks blocks,
        MultiLayerNetwork network,
        LearningRateSchedule rate) {
      this.blocks = blocks;
      this.rate = rate;
      this.sequenceLength = shards.manifest().sequenceLength();
      this.plannedRounds = blocks.roundsPerEpoch() * training.epochs();
      this.distributed = new SparkDl4jMultiLayer(spark, network, averaging());
    }

    TrainingResult go() {
      boolean stop = false;
      while (rounds < plannedRounds && !stop) {
        round();
        if (validationIsDue()) {
          validate();
          stop = stopping.exhausted();
        }
      }
      return new TrainingResult(
          epochs(),
          rounds,
          tokens,
          stopping.bestLoss(),
          stop,
          secondsSince(start),
          trainingSeconds);
    }

    private void round() {
      long roundOfEpoch = rounds % blocks.roundsPerEpoch();
      JavaRDD<DataSet> minibatches =
          blocks.round(
              roundOfEpoch,
              new Minibatches(
                  roundOfEpoch * training.averagingPeriod(),
                  blocks.steps(roundOfEpoch),
                  training.minibatchSize(),
                  sequenceLength,
                  config.seed() * 1_000_003 + rounds));
      meter.reset();
      long before = System.nanoTime();
      SparkJob.run(
          spark,
          "train: round %d of %d".formatted(rounds + 1, plannedRounds),
          () -> distributed.fit(minibatches));
      double seconds = secondsSince(before);
      rounds++;
      tokens += meter.tokens();
      trainingSeconds += seconds;
      requireFinite(meter.loss(), "training loss");
      events.round(
          new Round(
              epochs(),
              rounds,
              meter.loss(),
              rate.valueAt(Math.toIntExact(rounds * training.averagingPeriod() - 1), 0),
              meter.tokens(),
              meter.tokens() / seconds,
              secondsSince(start),
              secondsSince(start) / rounds * (plannedRounds - rounds)));
    }

    private void validate() {
      Validator.Validation validation = validator.validate(distributed.getNetwork());
      validation.loss().ifPresent(loss -> requireFinite(loss, "validation loss"));
      boolean best = stopping.improves(validation.loss());
      Measured measured =
          new Measured(
              epochs(), rounds, validation.loss(), best, secondsSince(start), validation.sample());
      events.validated(measured);
      if (best) {
        events.improved(distributed.getNetwork(), measured);
      }
    }

    private boolean validationIsDue() {
      int every = training.validation().everyRounds();
      return rounds == plannedRounds
          || rounds % (every == 0 ? blocks.roundsPerEpoch() : every) == 0;
    }

    private double epochs() {
      return (double) rounds / blocks.roundsPerEpoch();
    }

    private void requireFinite(double loss, String what) {
      if (!Double.isFinite(loss)) {
        throw new TrainingException(
            ("the %s is %s in round %d (epoch %.2f); lower training.updater.learning-rate, or"
                    + " clip with a small training.clip-norm; the best model so far, if any, is kept in %s/best")
                .formatted(what, loss, rounds, epochs(), training.path()));
      }
    }

    private ReleasingAveraging averaging() {
      ReleasingAveraging averaging =
          new ReleasingAveraging(
              new ParameterAveragingTrainingMaster.Builder(
                      training.workers(), training.minibatchSize())
                  .batchSizePerWorker(training.minibatchSize())
                  .averagingFrequency(training.averagingPeriod())
                  .saveUpdater(true)
                  .workerPrefetchNumBatches(0)
                  .repartionData(Repartition.Never)
                  .rddTrainingApproach(RDDTrainingApproach.Direct)
                  .aggregationDepth(2)
                  .storageLevel(null)
                  .trainingHooks(List.of(meter)));
      averaging.setListeners(listeners());
      return averaging;
    }

    private List<TrainingListener> listeners() {
      List<TrainingListener> listeners = new ArrayList<>();
      if (training.clipNorm() > 0) {
        listeners.add(new GlobalNormClipping(training.clipNorm()));
      }
      return listeners;
    }
  }

  private static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }
}
