package org.ravel.dl4j;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.ravel.config.TrainingConfig;

/**
 * What is done between a minibatch's gradient and the updater's step.
 *
 * @param clipNorm largest norm of the gradient; 0 for any
 * @param weightDecay see {@link WeightDecay}; 0 for none
 */
record StepRules(double clipNorm, double weightDecay) implements Serializable {

  /** What the configuration says. */
  static StepRules of(TrainingConfig training) {
    return new StepRules(training.clipNorm(), training.updater().weightDecay());
  }

  /** The same as Deeplearning4j hears of them. */
  List<TrainingListener> listeners() {
    List<TrainingListener> listeners = new ArrayList<>();
    if (clipNorm > 0) {
      listeners.add(new GlobalNormClipping(clipNorm));
    }
    if (weightDecay > 0) {
      listeners.add(new WeightDecay(weightDecay));
    }
    return listeners;
  }
}
