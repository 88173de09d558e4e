package org.ravel.network.head;

import org.ravel.network.module.Activations;
import org.ravel.network.module.Head;

/** A head that also says what is to be expected. */
public interface PredictingHead extends Head {

  /** Number of symbols, or of real numbers, that are predicted at a step. */
  int width();

  /** Predicts, in memory outside any workspace. */
  Prediction predict(Activations input);
}
