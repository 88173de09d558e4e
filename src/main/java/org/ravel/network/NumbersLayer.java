package org.ravel.network;

import java.util.List;

/**
 * Takes the real numbers of each step as they are.
 *
 * @param width numbers of a step
 */
public record NumbersLayer(int width) implements InputLayer {

  public NumbersLayer {
    Widths.require("an input of numbers", "width", width, 1);
  }

  @Override
  public List<ParameterShape> parameters(String prefix) {
    return List.of();
  }

  @Override
  public InputModule open(String prefix, Parameters values, Parameters gradients) {
    return new NumbersModule(width, values.flat().dataType());
  }
}
