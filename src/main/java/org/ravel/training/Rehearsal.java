package org.ravel.training;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.serializer.SerializerInstance;
import org.ravel.config.AveragingConfig.Reduction;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.model.LearningRateSchedule;
import org.ravel.model.NetworkSpecification;
import org.ravel.shard.ShardSet;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.Partitions;
import org.ravel.spark.SparkJob;
import org.ravel.training.round.EngineSource.EngineSetup;
import org.ravel.training.round.RavelEngine;
import org.ravel.training.round.RoundClock;
import org.ravel.training.round.RoundTiming;
import org.ravel.training.state.Floats;
import org.ravel.training.state.ModelState;
import org.ravel.training.worker.PlannedRound;
import org.ravel.training.worker.TrainingBlocks;
import org.ravel.training.worker.UnknownDropout;
import org.ravel.training.worker.WorkerLanes;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Rounds of a training at its beginning, over and over, whose result nobody keeps: to see how long
 * they take. They are rounds of the engine itself, on real sequences.
 */
public final class Rehearsal implements AutoCloseable {
  private static final ClassTag<Object> ANY = ClassTag$.MODULE$.apply(Object.class);

  private final JavaSparkContext spark;
  private final TrainingBlocks blocks;
  private final RavelEngine engine;
  private final int workers;
  private final int steps;
  private long rounds;
  private long iterations;
  private int step;

  /**
   * Makes ready for rounds of up to so many workers, and at least one step.
   *
   * @param workers at most as many as have a whole minibatch
   * @param steps minibatches of a worker in a round, at most
   */
  public Rehearsal(
      JavaSparkContext spark, RavelConfig config, ShardSet shards, int workers, int steps) {
    this.spark = spark;
    this.workers = workers;
    int minibatch = config.training().minibatchSize();
    ShardSet beginning = shards.beginning(Split.TRAIN, (long) workers * minibatch * steps);
    RavelConfig rehearsed = config.with(config.averaging().with(workers, steps));
    blocks = TrainingBlocks.of(spark, beginning, rehearsed);
    long whole = beginning.split(Split.TRAIN).sequences() / blocks.lanes().lanes().count();
    this.steps = (int) Math.max(1, Math.min(steps, whole));
    WorkerLanes lanes =
        WorkerLanes.of(
            shards.split(Split.TRAIN).sequences(), config.averaging().workers(), minibatch);
    LearningRateSchedule rate =
        LearningRateSchedule.of(
            config.training().schedule(),
            config.training().updater().learningRate(),
            (double) lanes.steps(),
            config.training().epochs());
    engine =
        new RavelEngine(
            new EngineSetup(
                spark, blocks, rehearsed, UnknownDropout.NONE, shards.manifest().sequenceLength()),
            new NetworkSpecification(
                    config.model(),
                    TaskEnds.of(shards, config),
                    config.training(),
                    rate,
                    config.seed())
                .build());
  }

  /** The most minibatches of a worker in a round, which may be fewer than asked for. */
  public int mostSteps() {
    return steps;
  }

  /** Trains a round whose states are averaged on the driver. */
  public RoundTiming round(int workers, int minibatches) {
    return round(workers, minibatches, Reduction.DRIVER);
  }

  /**
   * Trains a round.
   *
   * @param workers the first ones
   * @param minibatches of each; 0 for a round that only exchanges states
   * @param reduction where the states of several workers are averaged
   * @throws org.ravel.error.TrainingException if a loss is no longer a finite number
   */
  public RoundTiming round(int workers, int minibatches, Reduction reduction) {
    if (workers > this.workers || minibatches > steps) {
      throw new IllegalArgumentException(
          "a round of %d workers and %d minibatches".formatted(workers, minibatches));
    }
    if (step + Math.max(1, minibatches) > steps) {
      step = 0;
    }
    RoundClock clock = new RoundClock();
    engine.train(
        new PlannedRound(++rounds, 0, step, minibatches, 0, workers, iterations, 0, false),
        reduction,
        clock);
    step += minibatches;
    iterations += minibatches;
    return clock.timing();
  }

  /** Bytes of the state that all workers have in common, after a round. */
  public long commonBytes() {
    return Float.BYTES * engine.state().model().size();
  }

  /** Bytes of what a worker keeps for itself, after a round with minibatches. */
  public long ownBytes() {
    return Float.BYTES * engine.state().workers().get(0).size();
  }

  /**
   * Seconds of a bare job that broadcasts so many bytes to tasks that read them.
   *
   * @param tasks of the job
   */
  public double broadcastSeconds(long bytes, int tasks) {
    Floats values = new Floats(new float[Math.toIntExact(bytes / Float.BYTES)]);
    long began = System.nanoTime();
    try (BroadcastScope<Floats> scope = BroadcastScope.of(spark, values)) {
      SparkJob.run(
          spark,
          "plan: broadcast",
          () ->
              Partitions.collect(
                  Partitions.mapEach(
                      spark.parallelize(IntStream.range(0, tasks).boxed().toList(), tasks),
                      new ReadBroadcast(scope.broadcast()))));
    }
    return (System.nanoTime() - began) / 1e9;
  }

  /** Seconds of merging one worker's state into the mean. */
  public double mergeSeconds() {
    ModelState state = engine.state().model();
    long began = System.nanoTime();
    state.parameters().moveTowards(state.parameters(), 0);
    state.updater().moveTowards(state.updater(), 0);
    return (System.nanoTime() - began) / 1e9;
  }

  /** Seconds of serialising what a worker hands in, and of reading it again. */
  public double serialisationSeconds() {
    ModelState state = engine.state().model();
    SerializerInstance serializer = SparkEnv.get().serializer().newInstance();
    long began = System.nanoTime();
    ByteBuffer bytes = serializer.serialize(state, ANY);
    serializer.deserialize(bytes, ANY);
    return (System.nanoTime() - began) / 1e9;
  }

  @Override
  public void close() {
    try {
      engine.close();
    } finally {
      blocks.close();
    }
  }
}
