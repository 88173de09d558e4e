package org.ravel.lineargaussian.statespace;

import java.util.ArrayList;
import java.util.List;
import org.ravel.lineargaussian.statespace.Expectations.Sums;
import org.ravel.lineargaussian.statespace.KalmanFilter.Innovation;

/**
 * What is known of all states of a sequence when it was seen to its end. The states are those of
 * Rauch, Tung and Striebel (1965), by the recursion backwards of Bryson and Frazier, which needs no
 * inverse and takes states without noise (Durbin and Koopman 2012, 4.4, 4.5 and 6.4): with r and N
 * of what comes after a step, its state has the mean {@code a + P r} and the covariance {@code P −
 * P N P}, and the noise that led to it {@code Q r} and {@code Q − Q N Q}.
 */
public final class Smoother {
  private final StateSpace system;
  private final boolean general;
  private final List<Step> steps = new ArrayList<>();

  /** Of the step that the way back is at: what all later ones say. */
  private double[] pull;

  private double[][] grip;

  /**
   * A smoother.
   *
   * @param general whether A, C and the start are to be maximised and not only variances of noise
   */
  public Smoother(StateSpace system, boolean general) {
    this.system = system;
    this.general = general;
  }

  /** A step on the way there. The distributions are only kept of general systems. */
  private record Step(
      double[] mean,
      double[][] covariance,
      double[][] seenCovariance,
      List<Innovation> innovations) {}

  /** What is known of a state in the end. */
  record Smoothed(double[] mean, double[][] covariance) {}

  /**
   * Adds what is expected of a sequence.
   *
   * @param values shape [steps, width]; NaN is missing
   * @throws ArithmeticException if the numbers leave the range of doubles
   */
  public void add(double[] values, Expectations expectations) {
    Sums sums = sums(values);
    if (!Double.isFinite(sums.logLikelihood)) {
      throw new ArithmeticException("the log-likelihood is " + sums.logLikelihood);
    }
    expectations.add(sums);
  }

  Sums sums(double[] values) {
    Sums sums = new Sums(system.states(), system.width(), general);
    filter(values, sums);
    int states = system.states();
    pull = new double[states];
    grip = new double[states][states];
    for (int step = steps.size() - 1; step >= 0; step--) {
      Step here = steps.get(step);
      boolean moves = step < steps.size() - 1;
      double[] next = pull;
      double[][] nextGrip = grip;
      if (moves) {
        addMove(next, nextGrip, sums);
        pull = Dense.transposedTimes(system.transition(), next);
        grip =
            Dense.times(Dense.transposedTimes(system.transition(), nextGrip), system.transition());
      }
      back(here, sums);
      if (general) {
        Smoothed state = smoothed(here);
        addState(state, values, step, sums);
        if (moves) {
          addMove(here, state, next, nextGrip, sums);
        }
      }
    }
    return sums;
  }

  private void filter(double[] values, Sums sums) {
    KalmanFilter filter = new KalmanFilter(system);
    int width = system.width();
    int count = values.length / width;
    steps.clear();
    for (int step = 0; step < count; step++) {
      if (step > 0) {
        filter.advance();
      }
      double[] mean = general ? filter.mean() : null;
      double[][] covariance = general ? filter.certainty() : null;
      List<Innovation> innovations = new ArrayList<>();
      for (int i = 0; i < width; i++) {
        double value = values[step * width + i];
        if (!Double.isNaN(value)) {
          innovations.add(filter.see(i, value));
        }
      }
      steps.add(new Step(mean, covariance, general ? filter.certainty() : null, innovations));
    }
    sums.logLikelihood = filter.logLikelihood();
    sums.sequences = 1;
    sums.steps = count;
    sums.moves = Math.max(0, count - 1);
  }

  /** E w w' of the move to the step whose pull and grip these are. */
  private void addMove(double[] next, double[][] nextGrip, Sums sums) {
    double[] noise = Dense.times(system.stateNoise(), next);
    Dense.addOuter(1, noise, noise, sums.moveNoise);
    Dense.add(1, system.stateNoise(), sums.moveNoise);
    Dense.add(
        -1,
        Dense.times(Dense.times(system.stateNoise(), nextGrip), system.stateNoise()),
        sums.moveNoise);
  }

  /** E w x' and E x x' of the move from a step. */
  private void addMove(Step here, Smoothed state, double[] next, double[][] nextGrip, Sums sums) {
    double[] noise = Dense.times(system.stateNoise(), next);
    Dense.addOuter(1, noise, state.mean(), sums.moveNoiseByState);
    double[][] advanced = Dense.times(system.transition(), here.seenCovariance());
    Dense.add(
        -1,
        Dense.times(Dense.times(system.stateNoise(), nextGrip), advanced),
        sums.moveNoiseByState);
    addSquare(state, sums.movedStates);
  }

  private static void addSquare(Smoothed state, double[][] into) {
    Dense.addOuter(1, state.mean(), state.mean(), into);
    Dense.add(1, state.covariance(), into);
  }

  /** Goes back over the numbers of a step, the last one first, and adds E v² of each. */
  private void back(Step here, Sums sums) {
    for (int i = here.innovations().size() - 1; i >= 0; i--) {
      Innovation seen = here.innovations().get(i);
      double[] row = system.output()[seen.number()];
      double variance = seen.variance();
      double[] gain = seen.reach().clone();
      for (int j = 0; j < gain.length; j++) {
        gain[j] /= variance;
      }
      double[] gripped = Dense.times(grip, gain);
      double own = Dense.dot(gain, gripped);
      double rest = seen.error() / variance - Dense.dot(gain, pull);
      double noise = system.outputNoise()[seen.number()];
      sums.seen[seen.number()]++;
      sums.noise[seen.number()] +=
          noise * rest * noise * rest + noise - noise * noise * (1 / variance + own);
      Dense.add(rest, row, pull);
      // L'NL + cc'/F with L = I − k c'.
      Dense.addOuter(-1, row, gripped, grip);
      Dense.addOuter(-1, gripped, row, grip);
      Dense.addOuter(own + 1 / variance, row, row, grip);
    }
  }

  private Smoothed smoothed(Step here) {
    double[] mean = here.mean().clone();
    Dense.add(1, Dense.times(here.covariance(), pull), mean);
    double[][] covariance = Dense.copy(here.covariance());
    Dense.add(-1, Dense.times(Dense.times(here.covariance(), grip), here.covariance()), covariance);
    Dense.symmetrise(covariance);
    return new Smoothed(mean, covariance);
  }

  private void addState(Smoothed state, double[] values, int step, Sums sums) {
    int width = system.width();
    for (int i = 0; i < width; i++) {
      double value = values[step * width + i];
      if (!Double.isNaN(value)) {
        double[] row = system.output()[i];
        double error = value - system.offset()[i] - Dense.dot(row, state.mean());
        Dense.add(error, state.mean(), sums.noiseByState[i]);
        Dense.add(-1, Dense.times(state.covariance(), row), sums.noiseByState[i]);
        addSquare(state, sums.seenStates[i]);
      }
    }
    Dense.add(1, state.mean(), sums.mean);
    addSquare(state, sums.square);
    if (step == 0) {
      Dense.add(1, state.mean(), sums.firstMean);
      addSquare(state, sums.firstSquare);
    }
  }
}
