package org.ravel.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An epoch of 4,096 sequences with two workers: LSTM of 64 units, minibatches of 16 sequences of
 * 32, averaging every 5.
 */
final class EpochTime {
  private static final int SEQUENCES = 4096;
  private static final int MINIBATCH = 16;
  private static final int LENGTH = 32;
  private static final int PERIOD = 5;
  private static final int WORKERS = 2;
  private static final int HIDDEN = 64;

  private final Trainings trainings;
  private final int turns;

  EpochTime(Trainings trainings, int turns) {
    this.trainings = trainings;
    this.turns = turns;
  }

  /** All engines, Deeplearning4j's own call with its own LSTM. */
  List<AveragingMeasurement> measure() throws IOException {
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    Path text = trainings.randomText((long) SEQUENCES * LENGTH + 1);
    long parameters = 0;
    for (int turn = 0; turn < turns; turn++) {
      for (String engine : List.of("ravel", "dl4j")) {
        Trainings.Outcome outcome = trainings.train(text, settings(engine));
        parameters = outcome.parameters();
        int inEpoch = outcome.rounds().size() / 2;
        seconds
            .computeIfAbsent(engine, key -> new ArrayList<>())
            .add(outcome.secondsAfter(inEpoch).stream().mapToDouble(s -> s).sum());
      }
      seconds.computeIfAbsent("deeplearning4j", key -> new ArrayList<>()).add(stock());
    }
    double ours = Medians.of(seconds.get("ravel"));
    List<AveragingMeasurement> measured = new ArrayList<>();
    for (Map.Entry<String, List<Double>> engine : seconds.entrySet()) {
      double median = Medians.of(engine.getValue());
      measured.add(
          AveragingMeasurement.epoch(
              engine.getKey(), HIDDEN, parameters, WORKERS, PERIOD, median, median / ours));
    }
    return measured;
  }

  private static Map<String, Object> settings(String engine) {
    return Map.of(
        "training.engine", engine,
        "training.minibatch-size", MINIBATCH,
        "training.epochs", 2,
        "shards.sequence-length", LENGTH,
        "model.embedding-size", HIDDEN,
        "model.hidden-size", HIDDEN,
        "averaging.workers", WORKERS,
        "averaging.outer.step", "plain",
        "averaging.period", PERIOD);
  }

  /** The second of two epochs. */
  private double stock() {
    var sizes = new StockAveraging.Sizes(SEQUENCES / MINIBATCH, MINIBATCH, LENGTH);
    var network = new Dl4jSpeed("lstm", HIDDEN, 65);
    var stock = new StockAveraging(trainings.spark(), network, false, sizes, WORKERS, PERIOD);
    stock.seconds();
    return stock.seconds();
  }
}
