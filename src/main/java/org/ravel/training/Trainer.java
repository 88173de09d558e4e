package org.ravel.training;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.config.AveragingConfig;
import org.ravel.config.InitialisationConfig.SoftmaxBias;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.config.TrainingConfig;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.error.TrainingException;
import org.ravel.model.InitialParameters;
import org.ravel.model.LearningRateSchedule;
import org.ravel.model.NetworkEnds;
import org.ravel.model.NetworkSpecification;
import org.ravel.network.Network;
import org.ravel.sequence.Alignment;
import org.ravel.shard.ShardSet;
import org.ravel.training.TrainingEvents.Begun;
import org.ravel.training.checkpoint.Checkpoint;
import org.ravel.training.checkpoint.Progress;
import org.ravel.training.round.Engine;
import org.ravel.training.round.EngineSource;
import org.ravel.training.round.WeightAveraging;
import org.ravel.training.state.StateShape;
import org.ravel.training.worker.TrainingBlocks;
import org.ravel.training.worker.UnknownDropout;
import org.ravel.training.worker.WorkerLanes;

/** Trains a network on the training split of a shard set, in rounds of parameter averaging. */
public final class Trainer {
  private final JavaSparkContext spark;
  private final RavelConfig config;
  private final EngineSource engines;
  private final Validator validator;
  private final TrainingEvents events;
  private final Interruption interruption;

  /**
   * A trainer.
   *
   * @param engines for the engine that the configuration names
   * @param validator measures the network at each validation
   * @param events hears of rounds, validations and improvements
   * @param interruption where checkpoints go, and whether to stop
   */
  public Trainer(
      JavaSparkContext spark,
      RavelConfig config,
      EngineSource engines,
      Validator validator,
      TrainingEvents events,
      Interruption interruption) {
    this.spark = spark;
    this.config = config;
    this.engines = engines;
    this.validator = validator;
    this.events = events;
    this.interruption = interruption;
  }

  /** Trains a new network from random parameters. */
  public TrainingResult train(ShardSet shards) {
    return train(shards, Optional.empty());
  }

  /**
   * Trains a new network, or goes on from the last checkpoint.
   *
   * @param start the parameters that it starts from; empty for random ones
   * @throws ConfigurationException if the network is too large, or if the checkpoint is of a
   *     training on other shards or with another start, or the start has other layers
   * @throws InputException if the checkpoint is of another version, or does not fit the network
   * @throws TrainingException if a loss is no longer a finite number
   * @throws org.ravel.error.StoppedException if it is told to stop
   */
  public TrainingResult train(ShardSet shards, Optional<? extends StartingParameters> start) {
    TrainingConfig training = config.training();
    TrainingSize.of(config, shards).require();
    Progress from = progress(shards, start.map(StartingParameters::digest).orElse(null));
    try (TrainingBlocks blocks = TrainingBlocks.of(spark, shards, config)) {
      RoundPlan plan = new RoundPlan(blocks.lanes(), config.averaging(), training.epochs());
      LearningRateSchedule rate = rate(plan, blocks.lanes());
      NetworkEnds ends = TaskEnds.of(shards, config);
      NetworkSpecification specification =
          new NetworkSpecification(config.model(), ends, training, rate, config.seed())
              .withClassWeights(classWeights(blocks, shards));
      Network network = engines.network(specification);
      if (!(start.orElse(null) instanceof WarmStart)) {
        setFrequencies(specification, network, blocks, shards.split(Split.TRAIN).sequences());
      }
      start.ifPresent(parameters -> parameters.copyTo(network));
      try (Engine engine = engine(blocks, network, shards)) {
        restore(engine);
        try (TrainingGauges gauges = TrainingGauges.open(from, events)) {
          gauges.begun(new Begun(network.parameters().length(), plan.rounds(), from.rounds()));
          return new TrainingRun(
                  training,
                  plan,
                  rate,
                  engine,
                  validator,
                  gauges,
                  interruption,
                  from,
                  ends.guessing())
              .go();
        }
      }
    }
  }

  private double[] classWeights(TrainingBlocks blocks, ShardSet shards) {
    if (!shards.hasTargetVocabulary()) {
      return null;
    }
    int classes = shards.targetVocabulary().size();
    boolean sets = shards.manifest().schema().targets() == Alignment.SET;
    return ClassWeights.of(
        config.training().classWeights(),
        IntStream.range(0, classes)
            .mapToObj(shards.targetVocabulary()::token)
            .toArray(String[]::new),
        () -> blocks.targetCounts(classes, config.training().lossOver()),
        sets ? shards.split(Split.TRAIN).sequences() : 0);
  }

  /** Completes the initial parameters with what only the training split can say. */
  private void setFrequencies(
      NetworkSpecification specification, Network network, TrainingBlocks blocks, long sequences) {
    if (config.model().initialisation().softmaxBias() == SoftmaxBias.FREQUENCIES) {
      long[] counts =
          blocks.targetCounts(specification.ends().classes(), config.training().lossOver());
      if (specification.ends().targets() == Alignment.SET) {
        InitialParameters.setShares(specification.topology(), network, counts, sequences);
      } else {
        InitialParameters.setFrequencies(specification.topology(), network, counts);
      }
    }
  }

  /** Where to go on from, which is refused before anything is read for nothing. */
  private Progress progress(ShardSet shards, String start) {
    Progress from =
        interruption
            .checkpoints()
            .progress()
            .orElseGet(() -> Progress.start(shards.digest(), start));
    if (!from.shards().equals(shards.digest())) {
      throw new ConfigurationException(
          "shards.path is %s, whose manifest has SHA-256 %s, but the training that was interrupted had shards with %s; restore those, or give --overwrite to start again"
              .formatted(config.shards().path(), shards.digest(), from.shards()));
    }
    if (!Objects.equals(from.warmStart(), start)) {
      throw new ConfigurationException(
          "the training is to start from %s, but the one that was interrupted had started from %s; start from the same, or give --overwrite to start again"
              .formatted(described(start), described(from.warmStart())));
    }
    return from;
  }

  private void restore(Engine engine) {
    Checkpoint last = interruption.checkpoints().latest().orElse(null);
    if (last != null && last.state() != null) {
      if (!StateShape.of(last.state()).fits(StateShape.of(engine.state()))) {
        throw new InputException(
            "the checkpoint of round %d is of another network, updater or number of workers than the configuration's; give --overwrite to start again"
                .formatted(last.progress().rounds()));
      }
      engine.restore(last.state(), last.progress().iterations());
    }
  }

  private static String described(String start) {
    return start == null ? "random parameters" : "the parameters with SHA-256 " + start;
  }

  private LearningRateSchedule rate(RoundPlan plan, WorkerLanes lanes) {
    TrainingConfig training = config.training();
    AveragingConfig averaging = config.averaging();
    return LearningRateSchedule.of(
            training.schedule(),
            training.updater().learningRate(),
            (double) lanes.steps(),
            training.epochs())
        .withTurns(
            plan.turnIterations(),
            averaging.workers(),
            averaging.scaleLearningRate() ? averaging.workers() : 1);
  }

  private Engine engine(TrainingBlocks blocks, Network network, ShardSet shards) {
    Engine engine =
        engines.engine(
            new EngineSource.EngineSetup(
                spark,
                blocks,
                config,
                unknownDropout(blocks, shards),
                shards.manifest().sequenceLength()),
            network);
    return WeightAveraging.of(engine, config.training());
  }

  private UnknownDropout unknownDropout(TrainingBlocks blocks, ShardSet shards) {
    double probability = config.training().unknownDropout();
    if (probability == 0) {
      return UnknownDropout.NONE;
    }
    return UnknownDropout.of(
        probability,
        shards.vocabulary().unknown(),
        shards.vocabulary()::isSpecial,
        blocks.inputCounts(shards.vocabulary().size()));
  }
}
