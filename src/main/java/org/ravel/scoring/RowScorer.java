package org.ravel.scoring;

import java.util.List;
import org.ravel.network.Predictor;
import org.ravel.network.head.Logits;

/** Asks a model about rows. Belongs to one thread. */
interface RowScorer {
  /** On average half a piece of a minibatch is padding. */
  int MOST_STEPS_AT_ONCE = 16;

  /** Steps of a piece of a minibatch. */
  static int stepsAtOnce(Predictor model, int minibatchSize) {
    return Math.min(
        MOST_STEPS_AT_ONCE,
        Logits.stepsAtOnce("scoring.minibatch-size", minibatchSize, model.vocabularySize()));
  }

  /** Nats of each document; 0 where nothing is predicted. */
  double[] score(List<Document> documents);
}
