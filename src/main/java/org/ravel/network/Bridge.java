package org.ravel.network;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Pass;

/** Makes the decoder's first states of the encoder's output; see {@link EncoderDecoder.Start}. */
sealed interface Bridge extends AutoCloseable permits StateBridge, InputBridge {

  /** By recurrent layer of the decoder the states by name, shape [rows, units] each. */
  List<Map<String, INDArray>> forward(Activations encoded, Pass pass);

  /**
   * Runs back over what {@link #forward} did last.
   *
   * @param gradients of the states
   * @return the gradient of the encoder's output
   */
  INDArray backward(List<Map<String, INDArray>> gradients);

  @Override
  void close();
}
