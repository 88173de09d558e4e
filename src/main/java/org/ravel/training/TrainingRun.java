package org.ravel.training;

import java.util.Iterator;
import org.ravel.config.RavelConfig;
import org.ravel.config.TrainingConfig;
import org.ravel.model.LearningRateSchedule;
import org.ravel.training.TrainingEvents.Measured;
import org.ravel.training.TrainingEvents.Round;

/** One training from its first round, or from where it was interrupted, to its last one. */
final class TrainingRun {
  private final TrainingConfig training;
  private final RoundPlan plan;
  private final LearningRateSchedule rate;
  private final Engine engine;
  private final Validator validator;
  private final TrainingEvents events;
  private final EarlyStopping stopping;
  private final long start = System.nanoTime();
  private long rounds;
  private double epochs;
  private long tokens;
  private double trainingSeconds;

  TrainingRun(
      RavelConfig config,
      RoundPlan plan,
      LearningRateSchedule rate,
      Engine engine,
      Validator validator,
      TrainingEvents events) {
    this.training = config.training();
    this.plan = plan;
    this.rate = rate;
    this.engine = engine;
    this.validator = validator;
    this.events = events;
    this.stopping = new EarlyStopping(training.validation());
  }

  TrainingResult go() {
    boolean stop = false;
    Iterator<PlannedRound> planned = plan.after(rounds);
    while (planned.hasNext() && !stop) {
      PlannedRound round = planned.next();
      train(round);
      if (validationIsDue(round)) {
        validate();
        stop = stopping.exhausted();
      }
    }
    return new TrainingResult(
        epochs, rounds, tokens, stopping.bestLoss(), stop, seconds(), trainingSeconds);
  }

  private void train(PlannedRound round) {
    double before = seconds();
    RoundResult result = engine.train(round);
    double seconds = seconds() - before;
    rounds = round.number();
    epochs = round.epochsDone();
    tokens += result.tokens();
    trainingSeconds += seconds;
    events.round(
        new Round(
            epochs,
            rounds,
            result.loss(),
            rate.valueAt(Math.toIntExact(round.iterationsDone() - 1), 0),
            result.tokens(),
            result.tokens() / seconds,
            result.times(),
            result.workerTokensPerSecond(),
            result.skipped(),
            seconds(),
            seconds() / epochs * (training.epochs() - epochs)));
  }

  private void validate() {
    Validator.Validation validation = validator.validate(engine.network());
    validation.loss().ifPresent(this::requireFinite);
    boolean best = stopping.improves(validation.loss());
    Measured measured =
        new Measured(epochs, rounds, validation.loss(), best, seconds(), validation.sample());
    events.validated(measured);
    if (best) {
      events.improved(engine.network(), measured);
    }
  }

  private boolean validationIsDue(PlannedRound round) {
    int every = training.validation().everyRounds();
    return round.number() == plan.rounds()
        || (every == 0 ? round.endsEpoch() : round.number() % every == 0);
  }

  private void requireFinite(double loss) {
    if (!Double.isFinite(loss)) {
      throw new Divergence(training).of("validation loss", loss, rounds, epochs);
    }
  }

  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
