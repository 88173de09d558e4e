package org.ravel.network.layer;

import java.util.List;
import org.ravel.network.module.Layer;
import org.ravel.network.module.Module;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Widths;

/**
 * Each step beside its neighbours: the output at step t is x[t − before], …, x[t], …, x[t + after],
 * with zeros where the row has no step. With dense layers behind it, the network of NETtalk
 * (Sejnowski and Rosenberg 1987).
 *
 * @param inputs features of a step of the input
 * @param before neighbours before the step
 * @param after neighbours after the step
 */
public record WindowLayer(int inputs, int before, int after) implements Layer {

  public WindowLayer {
    Widths.require("a window", "inputs", inputs, 1);
    Widths.require("a window", "before", before, 0);
    Widths.require("a window", "after", after, 0);
    long width = inputs * ((long) before + 1 + after);
    if (width > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a window has %d numbers but must have at most %d".formatted(width, Integer.MAX_VALUE));
    }
  }

  /** Steps side by side. */
  int size() {
    return before + 1 + after;
  }

  @Override
  public int width() {
    return inputs * size();
  }

  @Override
  public List<ParameterShape> parameters(String prefix) {
    return List.of();
  }

  @Override
  public Module open(String prefix, Parameters values, Parameters gradients) {
    return new WindowModule(this);
  }
}
