package org.ravel.network.head;

import java.util.List;
import org.ravel.network.module.HeadLayer;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;

/**
 * Real numbers, each from a normal distribution, trained with its nats. A variance that is
 * predicted is 10⁻⁶ or more.
 *
 * @param inputs features of a step
 * @param width numbers of a target
 * @param variance of all numbers at all steps; null if it is predicted as the mean is
 */
public record GaussianLayer(int inputs, int width, Double variance) implements HeadLayer {

  public GaussianLayer {
    output(inputs, width, variance).require();
    if (variance != null && !(variance > 0 && Double.isFinite(variance))) {
      throw new IllegalArgumentException(
          "a variance is %s but must be a finite number above 0".formatted(variance));
    }
  }

  private static RealOutput output(int inputs, int width, Double variance) {
    return new RealOutput(inputs, new GaussianLoss(width, variance));
  }

  @Override
  public List<ParameterShape> parameters(String prefix) {
    return output(inputs, width, variance).parameters(prefix);
  }

  @Override
  public RealHead open(String prefix, Parameters values, Parameters gradients) {
    return output(inputs, width, variance).open(prefix, values, gradients);
  }
}
