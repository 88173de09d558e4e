package org.ravel.evaluation.label;

import java.util.List;
import org.ravel.network.Chain;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.Predictor;
import org.ravel.network.head.BernoulliLayer;
import org.ravel.network.head.Prediction;
import org.ravel.network.input.NumbersLayer;
import org.ravel.network.pooling.PoolingLayer;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Values;

/** A network of labels that are there or not, whose log-odds are the numbers that it reads. */
final class GivenOdds implements AutoCloseable {
  private final Predictor predictor;

  GivenOdds(int labels) {
    Chain chain =
        new Chain(
            new NumbersLayer(labels),
            List.of(new PoolingLayer(labels, PoolingLayer.Rule.LAST)),
            new BernoulliLayer(labels, labels));
    // A matrix of ones on its diagonal, and biases of zero.
    float[] parameters = new float[labels * labels + labels];
    for (int label = 0; label < labels; label++) {
      parameters[label * labels + label] = 1;
    }
    predictor = new NetworkSnapshot(chain, parameters).get();
  }

  Prediction of(float[] odds) {
    Values read = new Values.OfReals(odds.length, odds);
    return predictor.answer(Batch.inputs(List.of(List.of(read)), 1), predictor.start());
  }

  @Override
  public void close() {
    predictor.close();
  }
}
