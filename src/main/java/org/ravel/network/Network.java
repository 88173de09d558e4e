package org.ravel.network;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.sequence.Batch;

/** A network that learns. Its parameters are one flat vector. Not for use by several threads. */
public interface Network extends AutoCloseable {

  /** The parameters, shape [1, parameters]: a view, which may be written to. */
  INDArray parameters();

  /** Shapes of the single parameters by name, in the order of the flat vector. */
  Map<String, List<Long>> shapes();

  /** The updater's state, a view like the parameters; null for an updater without one. */
  INDArray updaterState();

  /** Text from which a network of the same layers is made. */
  String configuration();

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
   * @param state in which the batch's rows begin, if the network carries states; then it is moved
   *     on to their ends
   * @return nats, summed over the targets that count
   */
  double train(Batch batch, HiddenState state);

  /** Predicts with the parameters as they are at each call, on the thread that calls this. */
  Predictor predictor();

  /** Frees native memory. */
  @Override
  void close();
}
