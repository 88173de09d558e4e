package org.ravel.network.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ravel.network.module.Layer;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Widths;

/**
 * A simple recurrent network whose units see themselves several steps back, and not one step alone
 * (Soltani and Jiang 2016, "Higher order recurrent neural networks"): h_t = tanh(x_t W + Σ_k
 * h_{t−k} R_k + b). States before the first step are zero.
 *
 * @param inputs features of a step of the input
 * @param units of the state, which are the features of the output
 * @param back how many steps back each connection reaches, ascending
 */
public record HigherOrderLayer(int inputs, int units, List<Integer> back) implements Layer {
  private static final String NAME = "a layer of higher order";

  public HigherOrderLayer {
    Widths.require(NAME, "inputs", inputs, 1);
    Widths.require(NAME, "units", units, 1);
    Widths.require(NAME, "connections", back.size(), 1);
    back = List.copyOf(back);
    int last = 0;
    for (int steps : back) {
      Widths.require(NAME, "steps back", steps, last + 1);
      last = steps;
    }
    Math.multiplyExact(last, units);
  }

  @Override
  public int width() {
    return units;
  }

  /** W, b, and R_k under the name R with the number k. */
  @Override
  public List<ParameterShape> parameters(String prefix) {
    List<ParameterShape> shapes = new ArrayList<>();
    shapes.add(ParameterShape.matrix(prefix + "W", inputs, units));
    shapes.add(ParameterShape.bias(prefix + "b", units));
    back.forEach(k -> shapes.add(ParameterShape.matrix(prefix + "R" + k, units, units)));
    return shapes;
  }

  @Override
  public Map<String, Integer> states() {
    return new HigherOrderCell(this).seen();
  }

  @Override
  public StepModule open(String prefix, Parameters values, Parameters gradients) {
    return new StepModule(
        NAME,
        new HigherOrderCell(this),
        parameters(prefix).stream().map(ParameterShape::name).toList(),
        values,
        gradients);
  }
}
