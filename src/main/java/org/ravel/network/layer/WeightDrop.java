package org.ravel.network.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.recurrence.Weights;
import org.ravel.network.module.DropFactors;
import org.ravel.network.module.Pass;

/**
 * The weights that a recurrence runs with in a pass. In training some of those from state to state
 * are zero at all steps, each with the same probability, and the others are divided by the
 * probability of keeping one: DropConnect (Wan et al. 2013) as in the weight-dropped LSTM (Merity
 * et al. 2018).
 */
final class WeightDrop {
  private final double kept;
  private Weights dropped;

  /** Of the last pass, shape of the recurrent weights; null where none was dropped. */
  private INDArray factors;

  WeightDrop(double kept) {
    this.kept = kept;
  }

  /** The weights of a pass. */
  Weights of(Weights all, Pass pass) {
    factors = null;
    dropped = all;
    if (pass.training() && kept < 1) {
      INDArray recurrent = all.recurrent();
      factors = DropFactors.draw(kept, pass.random(), recurrent, 'f', recurrent.shape());
      dropped = with(recurrent.muli(factors, matrix(recurrent)), all);
    }
    return dropped;
  }

  /** The weights of the pass that was begun last. */
  Weights last() {
    return dropped;
  }

  /** Where the gradients of those weights are added to: {@link #addTo} adds them up. */
  Weights gradients(Weights ofAll) {
    return factors == null ? ofAll : with(matrix(ofAll.recurrent()).assign(0), ofAll);
  }

  /** Adds the gradients of the weights of the pass to those of all weights. */
  void addTo(Weights ofAll, Weights ofPass) {
    if (factors != null) {
      ofAll.recurrent().addi(ofPass.recurrent().muli(factors));
    }
  }

  private static INDArray matrix(INDArray like) {
    return Nd4j.createUninitialized(like.dataType(), like.shape(), 'f');
  }

  private static Weights with(INDArray recurrent, Weights others) {
    return new Weights(others.input(), recurrent, others.bias(), others.peepholes());
  }
}
