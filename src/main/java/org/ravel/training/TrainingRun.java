package org.ravel.training;

import java.util.Iterator;
import java.util.OptionalDouble;
import org.ravel.config.TrainingConfig;
import org.ravel.config.TrainingConfig.CheckpointConfig;
import org.ravel.config.TrainingConfig.Method;
import org.ravel.model.LearningRateSchedule;
import org.ravel.training.TrainingEvents.Measured;
import org.ravel.training.TrainingEvents.Round;
import org.ravel.training.checkpoint.Checkpoint;
import org.ravel.training.checkpoint.Progress;
import org.ravel.training.round.Divergence;
import org.ravel.training.round.Engine;
import org.ravel.training.round.RoundResult;
import org.ravel.training.worker.PlannedRound;

/** One training from its first round, or from where it was interrupted, to its last one. */
final class TrainingRun {
  private final TrainingConfig training;
  private final RoundPlan plan;
  private final LearningRateSchedule rate;
  private final Engine engine;
  private final Validator validator;
  private final TrainingEvents events;
  private final Interruption interruption;
  private final Progress from;
  private final double uniformLoss;
  private final EarlyStopping stopping;
  private final long start = System.nanoTime();
  private double lastCheckpoint;
  private long rounds;
  private long iterations;
  private double epochs;
  private long tokens;
  private double trainingSeconds;

  /**
   * A training that goes on.
   *
   * @param interruption where checkpoints go, and whether it is to stop
   * @param uniformLoss nats per token of guessing uniformly
   */
  TrainingRun(
      TrainingConfig training,
      RoundPlan plan,
      LearningRateSchedule rate,
      Engine engine,
      Validator validator,
      TrainingEvents events,
      Interruption interruption,
      Progress from,
      double uniformLoss) {
    this.training = training;
    this.plan = plan;
    this.rate = rate;
    this.engine = engine;
    this.validator = validator;
    this.events = events;
    this.interruption = interruption;
    this.from = from;
    this.uniformLoss = uniformLoss;
    this.stopping = new EarlyStopping(training.validation(), from);
    this.lastCheckpoint = from.seconds();
    this.rounds = from.rounds();
    this.iterations = from.iterations();
    this.epochs = from.epochs();
    this.tokens = from.tokens();
    this.trainingSeconds = from.trainingSeconds();
  }

  TrainingResult go() {
    boolean stop = from.finished();
    Iterator<PlannedRound> planned = plan.after(rounds);
    if (plan.rounds() == 0 && !stop) {
      validate();
      interruption.checkpoints().write(checkpoint(true, false));
    }
    while (planned.hasNext() && !stop) {
      PlannedRound round = planned.next();
      train(round);
      if (validationIsDue(round)) {
        validate();
        stop = stopping.exhausted();
      }
      // After the last round, too: it fails where the folder is no longer this training's.
      boolean interrupted = interruption.isRequested();
      if (stop || !planned.hasNext()) {
        interruption.checkpoints().write(checkpoint(true, stop));
      } else if (interrupted) {
        interruption.checkpoints().write(checkpoint(false, false));
        throw interruption.after(rounds);
      } else if (checkpointIsDue()) {
        interruption.checkpoints().write(checkpoint(false, false));
        lastCheckpoint = seconds();
      }
    }
    return new TrainingResult(
        epochs,
        rounds,
        tokens,
        stopping.bestLoss(),
        uniformLoss,
        stop && (!from.finished() || from.stoppedEarly()),
        seconds(),
        trainingSeconds);
  }

  private void train(PlannedRound round) {
    double before = seconds();
    RoundResult result = engine.train(round);
    double seconds = seconds() - before;
    rounds = round.number();
    iterations = round.iterationsDone();
    epochs = round.epochsDone();
    tokens += result.tokens();
    trainingSeconds += seconds;
    events.round(
        new Round(
            epochs,
            rounds,
            result.loss(),
            training.method() == Method.AVERAGING
                ? rate.valueAt(Math.toIntExact(iterations - 1), 0)
                : Double.NaN,
            result.tokens(),
            result.tokens() / seconds,
            result.times(),
            result.workerTokensPerSecond(),
            result.skipped(),
            seconds()));
  }

  private void validate() {
    Validator.Validation validation = validator.validate(engine.network());
    validation.loss().ifPresent(this::requireFinite);
    boolean best = stopping.improves(validation);
    Measured measured =
        new Measured(
            epochs,
            rounds,
            validation.loss(),
            validation.figures(),
            uniformLoss,
            best,
            seconds(),
            validation.sample(),
            validation.sentences());
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

  private boolean checkpointIsDue() {
    CheckpointConfig due = training.checkpoint();
    return (due.everyRounds() > 0 && rounds % due.everyRounds() == 0)
        || (due.everyMinutes() > 0 && seconds() - lastCheckpoint >= 60 * due.everyMinutes());
  }

  private Checkpoint checkpoint(boolean finished, boolean stoppedEarly) {
    OptionalDouble best = stopping.bestLoss();
    Progress progress =
        new Progress(
            from.shards(),
            from.warmStart(),
            rounds,
            iterations,
            epochs,
            tokens,
            seconds(),
            trainingSeconds,
            best.isPresent() ? best.getAsDouble() : null,
            stopping.bestScore(),
            stopping.withoutImprovement(),
            finished,
            stoppedEarly);
    return new Checkpoint(progress, finished ? null : engine.state());
  }

  private void requireFinite(double loss) {
    if (!Double.isFinite(loss)) {
      throw new Divergence(training).of("validation loss", loss, rounds, epochs);
    }
  }

  private double seconds() {
    return from.seconds() + (System.nanoTime() - start) / 1e9;
  }
}
