package org.ravel.network.layer;

import java.util.List;
import java.util.Map;
import org.ravel.network.module.Layer;
import org.ravel.network.module.Module;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Widths;

/**
 * Each step beside its neighbours: the output at step t is x[t − before], …, x[t], …, x[t + after],
 * with zeros where the row has no step. With dense layers behind it, the network of NETtalk
 * (Sejnowski and Rosenberg 1987). Without later neighbours, and where what is predicted is the next
 * token, that of Bengio et al. (2003, A neural probabilistic language model): then the last steps
 * are the state that it hands from batch to batch.
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

  /** Whether it sees earlier steps and no later ones: it can read a text piece by piece. */
  private boolean isOfPast() {
    return before > 0 && after == 0;
  }

  @Override
  public Map<String, Integer> states() {
    return isOfPast() ? Map.of(PastWindowModule.PAST, before * inputs) : Map.of();
  }

  @Override
  public Module open(String prefix, Parameters values, Parameters gradients) {
    return isOfPast() ? new PastWindowModule(this) : new WindowModule(this);
  }
}
