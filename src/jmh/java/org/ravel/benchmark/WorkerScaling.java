package org.ravel.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ravel.training.TrainingEvents;

/** Tokens per second of two workers on two cores, over those of one worker, in turns. */
final class WorkerScaling {
  private static final int PERIOD = 32;
  private static final int MINIBATCH = 32;
  private static final int LENGTH = 64;

  private final Trainings trainings;
  private final int turns;

  WorkerScaling(Trainings trainings, int turns) {
    this.trainings = trainings;
    this.turns = turns;
  }

  /** An LSTM of a size. */
  AveragingMeasurement measure(int hidden) throws IOException {
    // Two rounds of two workers, four of one; the first of each warms up.
    Path text = trainings.randomText(4L * PERIOD * MINIBATCH * LENGTH + 1);
    List<Double> one = new ArrayList<>();
    List<Double> two = new ArrayList<>();
    long parameters = 0;
    for (int turn = 0; turn < turns; turn++) {
      Trainings.Outcome alone = trainings.train(text, settings(hidden, 1));
      Trainings.Outcome pair = trainings.train(text, settings(hidden, 2));
      parameters = pair.parameters();
      alone.rounds().stream().skip(1).forEach(round -> one.add(round.tokensPerSecond()));
      pair.rounds().stream().skip(1).map(TrainingEvents.Round::tokensPerSecond).forEach(two::add);
    }
    return AveragingMeasurement.scaling(
        hidden, parameters, 2, PERIOD, Medians.of(two) / Medians.of(one));
  }

  private static Map<String, Object> settings(int hidden, int workers) {
    return Map.of(
        "training.minibatch-size", MINIBATCH,
        "training.epochs", workers,
        "shards.sequence-length", LENGTH,
        "model.embedding-size", 64,
        "model.hidden-size", hidden,
        "averaging.workers", workers,
        "averaging.outer.step", "plain",
        "averaging.period", PERIOD);
  }
}
