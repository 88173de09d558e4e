package org.ravel.network.head;

import java.util.List;
import org.ravel.network.module.HeadLayer;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;

/**
 * Quantiles of real numbers, trained with their losses.
 *
 * @param inputs features of a step
 * @param width numbers of a target
 * @param levels probabilities that a number is below them, ascending, with the median
 */
public record QuantileLayer(int inputs, int width, List<Double> levels) implements HeadLayer {

  public QuantileLayer {
    levels = List.copyOf(levels);
    new RealOutput(inputs, new QuantileLoss(width, levels)).require();
  }

  private RealOutput output() {
    return new RealOutput(inputs, new QuantileLoss(width, levels));
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
