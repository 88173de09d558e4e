package org.ravel.network.layer;

import java.util.List;
import java.util.Map;
import org.ravel.network.module.Layer;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Widths;

/**
 * A second-order recurrent network: each feature of the input has weights of its own between the
 * states, x_t = tanh(Σ_i u_i (b_i + x_{t−1} R_i)), u being the input of the step. Where u is 1 at a
 * symbol and else 0, that symbol alone chooses the weights: a dynamical recogniser (Pollack 1991,
 * "The induction of dynamical recognizers"; Giles et al. 1992). The state before the first step is
 * learned.
 *
 * @param inputs features of a step of the input
 * @param units of the state, which are the features of the output
 */
public record SecondOrderLayer(int inputs, int units) implements Layer {
  private static final String NAME = "a second-order layer";
  private static final String WEIGHTS = "W";
  private static final String START = "x";

  public SecondOrderLayer {
    Widths.require(NAME, "inputs", inputs, 1);
    Widths.require(NAME, "units", units, 1);
  }

  @Override
  public int width() {
    return units;
  }

  /**
   * For each feature of the input a block of rows: those of R_i, and below them b_i; then the state
   * before the first step.
   */
  @Override
  public List<ParameterShape> parameters(String prefix) {
    return List.of(
        ParameterShape.matrix(prefix + WEIGHTS, (long) inputs * (units + 1L), units),
        ParameterShape.bias(prefix + START, units));
  }

  @Override
  public Map<String, Integer> states() {
    return new SecondOrderCell(inputs, units).seen();
  }

  @Override
  public StartModule open(String prefix, Parameters values, Parameters gradients) {
    return new StartModule(
        new StepModule(
            NAME, new SecondOrderCell(inputs, units), List.of(prefix + WEIGHTS), values, gradients),
        Map.of(SecondOrderCell.STATE, values.get(prefix + START)),
        gradients == null ? null : Map.of(SecondOrderCell.STATE, gradients.get(prefix + START)));
  }
}
