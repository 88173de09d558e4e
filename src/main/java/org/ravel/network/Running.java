package org.ravel.network;

import java.util.random.RandomGenerator;
import org.ravel.network.attention.AttentionWeights;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Head;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Pass;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Steps;

/** The modules of a {@link Topology}. Belongs to one thread. */
interface Running extends AutoCloseable {

  /**
   * The modules of all layers.
   *
   * @param gradients where backward passes add to; null for modules that only predict
   */
  static Running of(Topology topology, Parameters values, Parameters gradients) {
    return topology instanceof EncoderDecoder both
        ? both.open(values, gradients)
        : ((Chain) topology).open(values, gradients);
  }

  /** Where what was predicted comes from. */
  Head head();

  /** Runs up to the head, from a state that is moved on. */
  Activations forward(Steps inputs, HiddenState state, Pass pass);

  /**
   * Runs forward and back, and adds the gradients of the mean loss of the targets that count.
   *
   * @param classWeights of the mean, by id; null where all are the same
   * @return that mean in nats, times their number
   */
  double train(Batch batch, HiddenState state, RandomGenerator random, double[] classWeights);

  /**
   * Runs forward as in prediction. What is added to the gradients means nothing.
   *
   * @param classWeights as in {@link #train}
   * @return the mean loss of the targets that count in nats, times their number
   */
  double loss(Batch batch, HiddenState state, double[] classWeights);

  /** Where the last way forward looked; null where nothing can look. */
  default AttentionWeights attention() {
    return null;
  }

  /** Frees native memory. */
  @Override
  void close();
}
