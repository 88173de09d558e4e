package org.ravel.network.layer;

import java.util.List;
import java.util.Objects;
import org.ravel.kernel.Activation;
import org.ravel.network.module.Affine;
import org.ravel.network.module.Layer;
import org.ravel.network.module.Module;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Widths;

/**
 * The same for each step by itself: y = f(x W + b), W of shape [inputs, width].
 *
 * @param inputs features of a step of the input
 * @param width features of a step of the output
 * @param activation f
 */
public record DenseLayer(int inputs, int width, Activation activation) implements Layer {

  public DenseLayer {
    Objects.requireNonNull(activation, "a dense layer has no activation");
    Widths.require("a dense layer", "inputs", inputs, 1);
    Widths.require("a dense layer", "width", width, 1);
  }

  @Override
  public List<ParameterShape> parameters(String prefix) {
    return Affine.parameters(prefix, inputs, width);
  }

  @Override
  public Module open(String prefix, Parameters values, Parameters gradients) {
    return new DenseModule(
        this, Affine.of(prefix, values), gradients == null ? null : Affine.of(prefix, gradients));
  }
}
