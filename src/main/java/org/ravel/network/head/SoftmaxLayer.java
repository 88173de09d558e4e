package org.ravel.network.head;

import java.util.List;
import org.ravel.kernel.loss.SoftmaxLoss.Projection;
import org.ravel.network.module.HeadLayer;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;

/**
 * Softmax over classes at each step, trained with cross-entropy against ids.
 *
 * @param inputs features of a step
 * @param classes number of ids
 * @param labelSmoothing share of each training target that is spread over all classes (Szegedy et
 *     al. 2016)
 * @param tiedTo name of the table, shape [classes, inputs], that is its matrix too (Press and Wolf
 *     2017); null for a matrix of its own
 */
public record SoftmaxLayer(int inputs, int classes, double labelSmoothing, String tiedTo)
    implements HeadLayer {
  private static final String MATRIX = "W";
  private static final String BIAS = "b";

  public SoftmaxLayer {
    if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
      throw new IllegalArgumentException(
          "label smoothing is %s but must lie in [0, 1)".formatted(labelSmoothing));
    }
  }

  @Override
  public List<ParameterShape> parameters(String prefix) {
    ParameterShape bias = ParameterShape.bias(prefix + BIAS, classes);
    return tiedTo == null
        ? List.of(ParameterShape.matrix(prefix + MATRIX, inputs, classes), bias)
        : List.of(bias);
  }

  @Override
  public void require(List<ParameterShape> all) {
    if (tiedTo != null && !all.contains(ParameterShape.table(tiedTo, classes, inputs))) {
      throw new IllegalArgumentException(
          "the softmax is tied to %s, but there is no table of that name and shape [%d, %d]"
              .formatted(tiedTo, classes, inputs));
    }
  }

  @Override
  public SoftmaxHead open(String prefix, Parameters values, Parameters gradients) {
    return new SoftmaxHead(
        this,
        values.flat().dataType(),
        projection(prefix, values),
        gradients == null ? null : projection(prefix, gradients));
  }

  private Projection projection(String prefix, Parameters parameters) {
    // [classes, inputs] in 'c' order is [inputs, classes] in 'f' order.
    return new Projection(
        tiedTo == null ? parameters.get(prefix + MATRIX) : parameters.get(tiedTo).transpose(),
        parameters.get(prefix + BIAS));
  }
}
