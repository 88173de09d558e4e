package org.ravel.hiddenmarkov;

import org.ravel.hiddenmarkov.inference.GaussianHmm;
import org.ravel.hiddenmarkov.inference.StateFilter;
import org.ravel.network.WindowPredictor;
import org.ravel.network.head.NormalMixtures;
import org.ravel.network.head.RealPrediction;
import org.ravel.sequence.Horizon;

/**
 * Forecasts with a hidden Markov model: h steps ahead a number has the mixture of the states'
 * normal distributions, by how probable the states are then, given what was read.
 */
final class HiddenMarkovSeriesPredictor extends WindowPredictor {
  private final GaussianHmm hmm;
  private final Horizon horizon;
  private final StateFilter filter;
  private final NormalMixtures mixtures;
  private double[] emissions;
  private double[] next;
  private int seen;

  HiddenMarkovSeriesPredictor(HiddenMarkovSeries model) {
    super(model.horizon());
    this.hmm = model.hmm();
    this.horizon = model.horizon();
    this.filter = new StateFilter(hmm.chain());
    this.mixtures =
        NormalMixtures.of(
            horizon.steps(), horizon.forecast(), hmm.width(), hmm.means(), hmm.variances());
  }

  @Override
  protected double[] nothing() {
    double[] sums = new double[mixtures.sums()];
    for (int ahead = 0; ahead < horizon.steps(); ahead++) {
      mixtures.write(ahead, hmm.chain().starts(), sums);
    }
    return sums;
  }

  @Override
  protected void begin(double[] values, double[] knowledge, int read) {
    emissions = new double[hmm.steps(values) * hmm.states()];
    hmm.emit(values, emissions);
    next = hmm.chain().starts().clone();
    seen = 0;
  }

  @Override
  protected void forecast(int origin, double[] bases, double[] sums) {
    for (; seen <= origin; seen++) {
      filter.advance(next, emissions, seen * hmm.states());
    }
    double[] states = next;
    for (int ahead = 0; ahead < horizon.steps(); ahead++) {
      states = ahead == 0 ? states : hmm.chain().next(states);
      mixtures.write(ahead, states, sums);
    }
    mixtures.shift(bases, sums);
  }

  @Override
  protected RealPrediction prediction(int rows, double[] sums) {
    return RealPrediction.mixtures(rows, mixtures, sums);
  }
}
