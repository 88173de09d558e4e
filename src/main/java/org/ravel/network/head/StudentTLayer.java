package org.ravel.network.head;

import java.util.List;
import org.ravel.network.module.HeadLayer;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;

/**
 * Real numbers, each from a Student's t distribution whose location, scale and degrees of freedom
 * are predicted, trained with its nats. Unusual numbers pull less at it than at a {@link
 * GaussianLayer}.
 *
 * @param inputs features of a step
 * @param width numbers of a target
 */
public record StudentTLayer(int inputs, int width) implements HeadLayer {

  public StudentTLayer {
    new RealOutput(inputs, new StudentTLoss(width)).require();
  }

  private RealOutput output() {
    return new RealOutput(inputs, new StudentTLoss(width));
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
