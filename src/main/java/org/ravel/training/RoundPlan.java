package org.ravel.training;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;
import org.ravel.config.AveragingConfig;
import org.ravel.training.worker.PlannedRound;
import org.ravel.training.worker.WorkerLanes;

/**
 * How a training is divided into rounds. It follows from the configuration and the number of
 * sequences alone.
 *
 * <p>An epoch's steps are cut into periods. A round is a period, or a part of one while the period
 * is still growing. In the first {@code warmupPeriods} the workers that have data take turns: each
 * of their parts is a round of its own.
 */
final class RoundPlan implements Iterable<PlannedRound> {
  private final WorkerLanes lanes;
  private final AveragingConfig averaging;
  private final int epochs;
  private final long rounds;
  private final long turnIterations;

  RoundPlan(WorkerLanes lanes, AveragingConfig averaging, int epochs) {
    this.lanes = lanes;
    this.averaging = averaging;
    this.epochs = epochs;
    long number = 0;
    long inTurns = 0;
    for (PlannedRound round : this) {
      number++;
      inTurns = takesTurns(round.epoch(), round.firstStep()) ? round.iterationsDone() : inTurns;
    }
    this.rounds = number;
    this.turnIterations = inTurns;
  }

  long rounds() {
    return rounds;
  }

  /** Iterations at the start in which workers take turns. */
  long turnIterations() {
    return turnIterations;
  }

  /** The rounds after so many. */
  Iterator<PlannedRound> after(long done) {
    Iterator<PlannedRound> iterator = iterator();
    LongStream.range(0, done).forEach(round -> iterator.next());
    return iterator;
  }

  @Override
  public Iterator<PlannedRound> iterator() {
    return new Rounds();
  }

  private boolean takesTurns(int epoch, long step) {
    return periodsBefore(epoch, step) < averaging.warmupPeriods();
  }

  private long periodsBefore(int epoch, long step) {
    long period = averaging.period();
    return epoch * ((lanes.steps() + period - 1) / period) + step / period;
  }

  /** Steps of the round that begins here; it ends with the period, which growth only divides. */
  private int steps(int epoch, long step) {
    int period = averaging.period();
    long rest = Math.min(period - step % period, lanes.steps() - step);
    return (int) Math.min(rest, grown(epoch, step - step % period));
  }

  private int grown(int epoch, long periodStart) {
    int first = averaging.firstPeriod();
    if (first == 0) {
      return averaging.period();
    }
    int doublings = 0;
    while ((long) first << doublings < averaging.period()) {
      doublings++;
    }
    double epochsDone = epoch + (double) periodStart / lanes.steps();
    long done = (long) (epochsDone / averaging.growthEpochs() * doublings);
    return done >= doublings ? averaging.period() : first << done;
  }

  private final class Rounds implements Iterator<PlannedRound> {
    private long number;
    private long iteration;
    private int epoch;
    private long step;
    private int turn;

    @Override
    public boolean hasNext() {
      return epoch < epochs;
    }

    @Override
    public PlannedRound next() {
      if (!hasNext()) {
        throw new NoSuchElementException("all rounds are done");
      }
      int steps = steps(epoch, step);
      int able = lanes.workersWithData(step);
      boolean turns = takesTurns(epoch, step);
      boolean last = !turns || turn + 1 == able;
      double share = turns ? (turn + 1.0) / able : 1;
      PlannedRound round =
          new PlannedRound(
              ++number,
              epoch,
              step,
              steps,
              turns ? turn : 0,
              turns ? 1 : able,
              iteration,
              epoch + (step + share * steps) / lanes.steps(),
              last && step + steps == lanes.steps());
      iteration += steps;
      turn = last ? 0 : turn + 1;
      step = last ? step + steps : step;
      if (step == lanes.steps()) {
        step = 0;
        epoch++;
      }
      return round;
    }
  }
}
