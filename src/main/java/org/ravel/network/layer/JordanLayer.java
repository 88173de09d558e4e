package org.ravel.network.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ravel.network.module.Layer;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Widths;

/**
 * Jordan's network (Jordan 1986, "Serial order: a parallel distributed processing approach"): its
 * output, and not its hidden units, is what the next step sees.
 *
 * <pre>
 *   h_t = tanh(x_t W + y_{t−1} U + h_{t−1} R + b)
 *   y_t = tanh(h_t V + c)
 * </pre>
 *
 * <p>Without hidden feedback there is no R. The output y_t is what the layer gives, and y_0 and h_0
 * are zero.
 *
 * @param inputs features of a step of the input
 * @param units hidden ones
 * @param outputs numbers that are fed back, which are the features of the output
 * @param hiddenFeedback whether the next step sees the hidden units as well
 */
public record JordanLayer(int inputs, int units, int outputs, boolean hiddenFeedback)
    implements Layer {
  private static final String NAME = "a Jordan layer";

  public JordanLayer {
    Widths.require(NAME, "inputs", inputs, 1);
    Widths.require(NAME, "units", units, 1);
    Widths.require(NAME, "outputs", outputs, 1);
  }

  @Override
  public int width() {
    return outputs;
  }

  /** W, U, b, V, c and, with hidden feedback, R of {@link JordanLayer}. */
  @Override
  public List<ParameterShape> parameters(String prefix) {
    List<ParameterShape> shapes =
        new ArrayList<>(
            List.of(
                ParameterShape.matrix(prefix + "W", inputs, units),
                ParameterShape.matrix(prefix + "U", outputs, units),
                ParameterShape.bias(prefix + "b", units),
                ParameterShape.matrix(prefix + "V", units, outputs),
                ParameterShape.bias(prefix + "c", outputs)));
    if (hiddenFeedback) {
      shapes.add(ParameterShape.matrix(prefix + "R", units, units));
    }
    return shapes;
  }

  @Override
  public Map<String, Integer> states() {
    return new JordanCell(this).seen();
  }

  @Override
  public StepModule open(String prefix, Parameters values, Parameters gradients) {
    return new StepModule(
        NAME,
        new JordanCell(this),
        parameters(prefix).stream().map(ParameterShape::name).toList(),
        values,
        gradients);
  }
}
