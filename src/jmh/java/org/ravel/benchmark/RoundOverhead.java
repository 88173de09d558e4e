package org.ravel.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a round costs besides its minibatches: of rounds of one minibatch and of five, each of one
 * short sequence, the time that is left when minibatches are taken off, {@code T₁ − (T₅ − T₁) / 4}.
 */
final class RoundOverhead {
  private static final int WORKERS = 2;
  private static final int LONG_PERIOD = 5;
  private static final int LENGTH = 8;

  private final Trainings trainings;
  private final int turns;
  private final int rounds;
  private final int warmUp;

  /**
   * A measurement.
   *
   * @param turns how often each engine has its turn
   * @param rounds in a turn, beside half as many to warm up
   */
  RoundOverhead(Trainings trainings, int turns, int rounds) {
    this.trainings = trainings;
    this.turns = turns;
    this.rounds = rounds;
    this.warmUp = rounds / 2;
  }

  /** All engines on an LSTM with embedding and hidden layer of a size. */
  List<AveragingMeasurement> measure(int hidden) throws IOException {
    Map<String, List<Double>> shortRounds = new LinkedHashMap<>();
    Map<String, List<Double>> longRounds = new LinkedHashMap<>();
    long parameters = 0;
    for (int turn = 0; turn < turns; turn++) {
      for (String engine : List.of("ravel", "dl4j")) {
        for (int period : List.of(1, LONG_PERIOD)) {
          Path text =
              trainings.randomText((long) (warmUp + rounds) * period * WORKERS * LENGTH + 1);
          Trainings.Outcome outcome = trainings.train(text, settings(engine, hidden, period));
          parameters = outcome.parameters();
          (period == 1 ? shortRounds : longRounds)
              .computeIfAbsent(engine, key -> new ArrayList<>())
              .addAll(outcome.secondsAfter(warmUp));
        }
      }
      stock(hidden, 1, shortRounds);
      stock(hidden, LONG_PERIOD, longRounds);
    }
    List<AveragingMeasurement> measured = new ArrayList<>();
    for (String engine : shortRounds.keySet()) {
      double one = Medians.of(shortRounds.get(engine));
      double five = Medians.of(longRounds.get(engine));
      measured.add(
          AveragingMeasurement.overhead(
              engine, hidden, parameters, WORKERS, one - (five - one) / (LONG_PERIOD - 1)));
    }
    return measured;
  }

  private static Map<String, Object> settings(String engine, int hidden, int period) {
    return Map.of(
        "training.engine", engine,
        "training.minibatch-size", 1,
        "training.epochs", 1,
        "shards.sequence-length", LENGTH,
        "model.embedding-size", hidden,
        "model.hidden-size", hidden,
        "averaging.workers", WORKERS,
        "averaging.outer.step", "plain",
        "averaging.period", period);
  }

  private void stock(int hidden, int frequency, Map<String, List<Double>> seconds) {
    var sizes = new StockAveraging.Sizes(rounds * WORKERS * frequency, 1, LENGTH);
    var network = new Dl4jSpeed("lstm", hidden, 65);
    var stock = new StockAveraging(trainings.spark(), network, true, sizes, WORKERS, frequency);
    stock.seconds();
    seconds
        .computeIfAbsent("deeplearning4j", key -> new ArrayList<>())
        .add(stock.seconds() / rounds);
  }
}
