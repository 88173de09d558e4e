package org.ravel.network.input;

import java.util.List;
import org.ravel.network.module.InputLayer;
import org.ravel.network.module.InputModule;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Widths;

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
