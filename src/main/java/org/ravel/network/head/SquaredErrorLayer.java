package org.ravel.network.head;

import java.util.List;
import org.ravel.network.module.HeadLayer;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;

/**
 * Real numbers, trained with half the squared error.
 *
 * @param inputs features of a step
 * @param width numbers of a target
 */
public record SquaredErrorLayer(int inputs, int width) implements HeadLayer {

  public SquaredErrorLayer {
    new RealOutput(inputs, new SquaredErrorLoss(width)).require();
  }

  private RealOutput output() {
    return new RealOutput(inputs, new SquaredErrorLoss(width));
  }

  @Override
  public List<ParameterShape> parameters(String prefix) {
    return output().parameters(prefix);
  }

  @Override
  public RealHead open(String prefix, Parameters values, Parameters gradients) {
    return output().open(prefix, values, gradients);
  }
}
