package org.ravel.hiddenmarkov;

import org.ravel.hiddenmarkov.inference.GaussianHmm;
import org.ravel.network.Predictor;
import org.ravel.sequence.Horizon;

/**
 * A model that forecasts windows of series, each by itself: what comes is what the hidden states
 * emit, by how probable they are then. It reads all features that are not known of the future.
 *
 * @param horizon how it reads windows
 */
public record HiddenMarkovSeries(Horizon horizon, GaussianHmm hmm) implements HiddenMarkovModel {

  /**
   * A model.
   *
   * @throws IllegalArgumentException if its states emit another number of features
   */
  public HiddenMarkovSeries {
    int features = horizon.width() - horizon.known();
    if (hmm.width() != features) {
      throw new IllegalArgumentException(
          "its states emit %d numbers, but windows have %d features that are not known of the future"
              .formatted(hmm.width(), features));
    }
  }

  @Override
  public long parameters() {
    return hmm.parameters();
  }

  @Override
  public Predictor get() {
    return new HiddenMarkovSeriesPredictor(this);
  }
}
