package org.ravel.network;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.sequence.Batch;

/** A network that learns. Its parameters are one flat vector. Not for use by several threads. */
public interface Network extends AutoCloseable {

  /**
   * The parameters that are trained, shape [1, parameters]: a view, which may be written to. Frozen
   * ones are in the snapshot only.
   */
  INDArray parameters();

  /** The updater's state, a view like the parameters; null for an updater without one. */
  INDArray updaterState();

  /** The layers. */
  Topology topology();

  /** Makes networks of the same layers and rules elsewhere. */
  NetworkSource source();

  /** The layers and parameters as they are now. */
  NetworkSnapshot snapshot();

  /**
   * Takes the parameters of a network of the same layers.
   *
   * @throws IllegalArgumentException if it has others
   */
  void take(NetworkSnapshot snapshot);

  /**
   * Sets how many updates the parameters have gone through; the learning rate follows from all of
   * them.
   *
   * @param sinceReset those since the updater's state was zero
   * @param beforeReset those before
   */
  void setIterations(int sinceReset, int beforeReset);

  /** Fixes what is random in the training that follows. */
  void seed(long seed);

  /** The hidden state before any text. */
  HiddenState start();

  /**
   * Updates the parameters once, by the mean loss of the targets that count.
   *
   * @param state in which the batch's rows begin; moved on to their ends
   * @return nats, summed over the targets that count
   */
  double train(Batch batch, HiddenState state);

  /**
   * Measures the parameters as they are, without anything that is random in training, from the
   * state before any text.
   *
   * @return nats, summed over the targets that count
   */
  double loss(Batch batch);

  /** Frees native memory. */
  @Override
  void close();
}
