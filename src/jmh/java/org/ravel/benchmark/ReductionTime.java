package org.ravel.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ravel.testing.SparkFixture;
import org.ravel.training.TrainingEvents;

/**
 * What a round costs besides its minibatches where executors are processes of their own, and what
 * goes through the driver, by the number of workers and by where their states are averaged.
 */
final class ReductionTime {
  private static final int EXECUTORS = 4;
  private static final int MEBIBYTES = 2048;
  private static final int LENGTH = 8;

  /** The first round starts the networks. */
  private static final int WARM_UP = 1;

  private final Trainings trainings;
  private final int hidden = Integer.getInteger("reduction.hidden", 1110);
  private final int rounds;

  /**
   * A measurement.
   *
   * @param rounds that count
   */
  ReductionTime(Trainings trainings, int rounds) {
    this.trainings = trainings;
    this.rounds = rounds;
  }

  /** Trainings on four executors of one core. */
  static Trainings trainings(Path work) {
    Map<String, String> settings = new HashMap<>(SparkFixture.executorSettings());
    settings.put("spark.executor.extraJavaOptions", "-XX:+UseParallelGC -XX:ParallelGCThreads=1");
    return new Trainings("local-cluster[%d,1,%d]".formatted(EXECUTORS, MEBIBYTES), settings, work);
  }

  /** An LSTM, by default of 10 million parameters, with Adam. */
  void measure(AveragingBenchmark benchmark) throws IOException {
    for (String workers : Options.list("reduction.workers", "4,8,16,32")) {
      for (String reduction : List.of("driver", "executors")) {
        benchmark.record(measure(Integer.parseInt(workers), reduction));
      }
    }
  }

  private AveragingMeasurement measure(int workers, String reduction) throws IOException {
    Path text = trainings.randomText((long) (WARM_UP + rounds) * workers * LENGTH + 1);
    Trainings.Outcome outcome = trainings.train(text, settings(workers, reduction));
    List<TrainingEvents.Round> counted = outcome.rounds().subList(WARM_UP, outcome.rounds().size());
    List<Double> besides = new ArrayList<>();
    List<Double> driver = new ArrayList<>();
    List<Double> received = new ArrayList<>();
    for (TrainingEvents.Round round : counted) {
      var times = round.times().orElseThrow();
      besides.add(times.besides());
      driver.add(times.driver().seconds());
      received.add((double) times.driver().received());
    }
    List<Double> cpu = new ArrayList<>();
    for (int i = WARM_UP; i < outcome.cpuSeconds().size(); i++) {
      cpu.add(outcome.cpuSeconds().get(i) - outcome.cpuSeconds().get(i - 1));
    }
    return AveragingMeasurement.reduction(
        hidden,
        outcome.parameters(),
        workers,
        reduction,
        Medians.of(besides),
        Math.round(Medians.of(received)),
        Medians.of(driver),
        Medians.of(cpu));
  }

  private Map<String, Object> settings(int workers, String reduction) {
    return Map.of(
        "training.minibatch-size", 1,
        "training.epochs", 1,
        "shards.sequence-length", LENGTH,
        "model.embedding-size", hidden,
        "model.hidden-size", hidden,
        "averaging.workers", workers,
        "averaging.outer.step", "plain",
        "averaging.reduction", reduction,
        "averaging.period", 1);
  }
}
