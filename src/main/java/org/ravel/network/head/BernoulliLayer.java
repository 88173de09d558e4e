package org.ravel.network.head;

import java.util.List;
import org.ravel.network.module.HeadLayer;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;

/**
 * Labels of which any number may be there, each with a probability of its own: targets are sets of
 * ids, or numbers: 1 for the labels that are there and 0 for the others. The loss is the sum over
 * the labels.
 *
 * @param inputs features of a step
 * @param labels number of labels
 */
public record BernoulliLayer(int inputs, int labels) implements HeadLayer {

  public BernoulliLayer {
    new RealOutput(inputs, new BernoulliLoss(labels)).require();
  }

  private RealOutput output() {
    return new RealOutput(inputs, new BernoulliLoss(labels));
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
