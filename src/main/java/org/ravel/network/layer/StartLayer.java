package org.ravel.network.layer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.network.module.Layer;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;

/**
 * A layer that hands a state from step to step, with a state before the first step that need not be
 * zero: one number everywhere, or learned from there.
 *
 * @param layer whose state it is
 * @param learned whether the numbers are parameters
 * @param value of all of them, before training where they are learned
 */
public record StartLayer(Layer layer, boolean learned, double value) implements Layer {

  public StartLayer {
    if (layer.states().isEmpty() || layer instanceof StartLayer) {
      throw new IllegalArgumentException("%s has no state to begin with".formatted(layer));
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "a state begins with %s but must with a number".formatted(value));
    }
  }

  @Override
  public int inputs() {
    return layer.inputs();
  }

  @Override
  public int width() {
    return layer.width();
  }

  /** Those of the layer, and behind them the learned numbers of each state. */
  @Override
  public List<ParameterShape> parameters(String prefix) {
    List<ParameterShape> shapes = new ArrayList<>(layer.parameters(prefix));
    shapes.addAll(learned(prefix));
    return shapes;
  }

  /** The learned numbers of each state; none where they are not learned. */
  public List<ParameterShape> learned(String prefix) {
    List<ParameterShape> shapes = new ArrayList<>();
    if (learned) {
      states()
          .forEach((name, width) -> shapes.add(ParameterShape.bias(start(prefix, name), width)));
    }
    return shapes;
  }

  /** Name of the parameter that a state of this name begins with. */
  private static String start(String prefix, String state) {
    return prefix + "start_" + state;
  }

  @Override
  public Map<String, Integer> states() {
    return layer.states();
  }

  @Override
  public StartModule open(String prefix, Parameters values, Parameters gradients) {
    Map<String, INDArray> start = new LinkedHashMap<>();
    states()
        .forEach(
            (name, width) ->
                start.put(
                    name,
                    learned
                        ? values.get(start(prefix, name))
                        : Nd4j.create(values.flat().dataType(), 1, width).assign(value)));
    Map<String, INDArray> startGradients = null;
    if (learned && gradients != null) {
      startGradients = new LinkedHashMap<>();
      for (String name : states().keySet()) {
        startGradients.put(name, gradients.get(start(prefix, name)));
      }
    }
    return new StartModule(layer.open(prefix, values, gradients), start, startGradients);
  }
}
