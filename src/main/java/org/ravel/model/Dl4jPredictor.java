package org.ravel.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.NativeThreads;
import org.ravel.layer.SoftmaxOutputLayer;
import org.ravel.network.HiddenState;
import org.ravel.network.Logits;
import org.ravel.network.Predictor;
import org.ravel.sequence.Field;

/**
 * Predicts with a network whose layers Deeplearning4j runs, on the thread that makes this. A row
 * that has ended keeps its state with this project's layers; Deeplearning4j's own set it to zero.
 */
final class Dl4jPredictor implements Predictor {
  private final MultiLayerNetwork network;

  Dl4jPredictor(MultiLayerNetwork network) {
    NativeThreads.single();
    this.network = network;
  }

  @Override
  public int vocabularySize() {
    return Math.toIntExact(outputLayer().getParam("b").length());
  }

  @Override
  public HiddenState start() {
    return HiddenState.zero();
  }

  @Override
  public Logits predict(Field inputs, HiddenState state) {
    return new Logits(logits(inputs, state), inputs.steps(), 1);
  }

  /** Shape [rows · steps, vocabulary]; row {@code row · steps + step}. */
  INDArray logits(Field inputs, HiddenState state) {
    INDArray activations = Dl4jNetwork.ids(inputs);
    INDArray mask = Dl4jNetwork.mask(inputs);
    LayerWorkspaceMgr noWorkspaces = LayerWorkspaceMgr.noWorkspaces();
    List<Map<String, INDArray>> reached = new ArrayList<>();
    for (int i = 0; i < network.getnLayers() - 1; i++) {
      Layer layer = network.getLayer(i);
      if (layer instanceof RecurrentLayer recurrent) {
        recurrent.setMaskArray(mask);
        recurrent.rnnSetPreviousState(state.layer(i));
        activations = recurrent.rnnTimeStep(activations, noWorkspaces);
        // What the layer gives is a view of what it keeps.
        reached.add(new HashMap<>(recurrent.rnnGetPreviousState()));
      } else {
        activations = layer.activate(activations, false, noWorkspaces);
        reached.add(Map.of());
      }
    }
    state.moveTo(reached);
    return outputLayer().logits(activations);
  }

  private SoftmaxOutputLayer outputLayer() {
    return (SoftmaxOutputLayer) network.getOutputLayer();
  }
}
