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
 * One-dimensional convolution over steps (Collobert et al. 2011): y at step t is f(Σ x[t + j −
 * before] W[j] + b), j from 0 to size − 1. The output has as many steps as the input; before a
 * row's first and after its last step stand zeros. An even size looks one step further ahead than
 * back.
 *
 * @param inputs features of a step of the input
 * @param width features of a step of the output
 * @param size steps that each step of the output sees
 * @param activation f
 */
public record ConvolutionLayer(int inputs, int width, int size, Activation activation)
    implements Layer {

  public ConvolutionLayer {
    Objects.requireNonNull(activation, "a convolution has no activation");
    Widths.require("a convolution", "inputs", inputs, 1);
    Widths.require("a convolution", "width", width, 1);
    Widths.require("a convolution", "size", size, 1);
  }

  /** Steps that are seen before the step itself. */
  int before() {
    return (size - 1) / 2;
  }

  @Override
  public List<ParameterShape> parameters(String prefix) {
    return Affine.parameters(prefix, (long) size * inputs, width);
  }

  @Override
  public Module open(String prefix, Parameters values, Parameters gradients) {
    return new ConvolutionModule(
        this, Affine.of(prefix, values), gradients == null ? null : Affine.of(prefix, gradients));
  }
}
