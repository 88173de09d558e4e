package org.ravel.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.network.layer.RecurrentModule;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Module;
import org.ravel.network.module.Pass;
import org.ravel.network.module.StepRows;

/**
 * Runs {@link EncoderDecoder.Start#FIRST_INPUT}: the decoder's recurrent layers go one step from
 * zero, and read a projection of the source where an embedding is else. The layers have modules of
 * their own for that step, which share the parameters.
 */
final class InputBridge implements Bridge {
  private final Module ends;
  private final Module projection;

  /** The decoder's recurrent layers, and the dropout before each. */
  private final List<Module> step;

  InputBridge(Module ends, Module projection, List<Module> step) {
    this.ends = ends;
    this.projection = projection;
    this.step = step;
  }

  @Override
  public List<Map<String, INDArray>> forward(Activations encoded, Pass pass) {
    Activations activations = projection.forward(ends.forward(encoded, pass), pass);
    List<Map<String, INDArray>> states = new ArrayList<>();
    for (Module module : step) {
      activations = module.forward(activations, pass);
      if (module instanceof RecurrentModule recurrent) {
        states.add(inScope(recurrent.reached()));
      }
    }
    return states;
  }

  /** The same in the memory of the pass. */
  private static Map<String, INDArray> inScope(Map<String, INDArray> owned) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    owned.forEach(
        (name, array) -> {
          arrays.put(name, array.dup('c'));
          array.close();
        });
    return arrays;
  }

  @Override
  public INDArray backward(List<Map<String, INDArray>> gradients) {
    int layer = gradients.size();
    INDArray gradient = null;
    for (int i = step.size() - 1; i >= 0; i--) {
      if (step.get(i) instanceof RecurrentModule recurrent) {
        Map<String, INDArray> ofState = gradients.get(--layer);
        recurrent.end(ofState);
        gradient = gradient == null ? zero(ofState.values().iterator().next()) : gradient;
      }
      gradient = step.get(i).backward(gradient);
    }
    return ends.backward(projection.backward(gradient));
  }

  /** Of the last layer's output, which nothing reads but its next step. */
  private static INDArray zero(INDArray state) {
    return StepRows.create(state.dataType(), 1, state.size(0), state.size(1)).assign(0);
  }

  @Override
  public void close() {
    ends.close();
    projection.close();
    step.forEach(Module::close);
  }
}
