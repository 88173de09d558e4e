package org.ravel.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Module;
import org.ravel.network.module.Pass;

/** Runs {@link EncoderDecoder.Start#STATE}: each state is a projection of the source. */
final class StateBridge implements Bridge {
  private final Module ends;

  /** By recurrent layer of the decoder, and by the state's name. */
  private final List<Map<String, Module>> projections;

  StateBridge(Module ends, List<Map<String, Module>> projections) {
    this.ends = ends;
    this.projections = projections;
  }

  @Override
  public List<Map<String, INDArray>> forward(Activations encoded, Pass pass) {
    Activations read = ends.forward(encoded, pass);
    List<Map<String, INDArray>> states = new ArrayList<>();
    for (Map<String, Module> ofLayer : projections) {
      Map<String, INDArray> arrays = new LinkedHashMap<>();
      ofLayer.forEach(
          (name, projection) -> {
            INDArray state = projection.forward(read, pass).values();
            arrays.put(name, state.reshape('c', state.size(1), state.size(2)));
          });
      states.add(arrays);
    }
    return states;
  }

  @Override
  public INDArray backward(List<Map<String, INDArray>> gradients) {
    INDArray sum = null;
    for (int i = 0; i < projections.size(); i++) {
      for (Map.Entry<String, Module> projection : projections.get(i).entrySet()) {
        INDArray gradient = gradients.get(i).get(projection.getKey());
        INDArray ofEnds =
            projection
                .getValue()
                .backward(gradient.dup('c').reshape('c', 1, gradient.size(0), gradient.size(1)));
        sum = sum == null ? ofEnds : sum.addi(ofEnds);
      }
    }
    return ends.backward(sum);
  }

  @Override
  public void close() {
    ends.close();
    projections.forEach(ofLayer -> ofLayer.values().forEach(Module::close));
  }
}
