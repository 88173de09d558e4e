package org.ravel.model;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.NativeThreads;
import org.ravel.layer.SoftmaxOutputLayer;
import org.ravel.sequence.Field;

/**
 * Predicts next tokens, forward only. The hidden state goes on from call to call until {@link
 * #reset()}; it belongs to the minibatch's rows, so their number must stay the same in between. Not
 * for use by several threads.
 */
public final class SequencePredictor {
  private final MultiLayerNetwork network;

  /**
   * Predicts with a network made by {@link NetworkSpecification}, on the thread that makes this.
   */
  public SequencePredictor(MultiLayerNetwork network) {
    NativeThreads.single();
    this.network = network;
  }

  /** Sets the hidden state to zero. */
  public void reset() {
    network.rnnClearPreviousState();
  }

  /** Number of token ids. */
  public int vocabularySize() {
    return Math.toIntExact(outputLayer().getParam("b").length());
  }

  /**
   * Unnormalised log-probabilities of the next token at each step. A row that has ended keeps its
   * state (Deeplearning4j's own layers set it to zero); what is predicted there means nothing.
   *
   * @param inputs token ids
   * @return {@code [rows · steps, vocabulary]}, c-ordered; row {@code row · steps + step}
   */
  public INDArray logits(Field inputs) {
    INDArray activations = BatchArrays.ids(inputs);
    INDArray mask = BatchArrays.mask(inputs);
    for (int i = 0; i < network.getnLayers() - 1; i++) {
      activations = forward(network.getLayer(i), activations, mask);
    }
    return outputLayer().logits(activations);
  }

  private SoftmaxOutputLayer outputLayer() {
    return (SoftmaxOutputLayer) network.getOutputLayer();
  }

  private static INDArray forward(Layer layer, INDArray input, INDArray mask) {
    LayerWorkspaceMgr noWorkspaces = LayerWorkspaceMgr.noWorkspaces();
    if (!(layer instanceof RecurrentLayer recurrent)) {
      return layer.activate(input, false, noWorkspaces);
    }
    recurrent.setMaskArray(mask);
    return recurrent.rnnTimeStep(input, noWorkspaces);
  }
}
