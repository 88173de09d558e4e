package org.ravel.network.layer;

import java.util.List;
import org.ravel.network.module.Layer;
import org.ravel.network.module.Module;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Widths;

/**
 * Layer normalisation (Ba, Kiros and Hinton 2016): each step by itself is shifted and scaled to
 * mean 0 and variance 1 over its features, y = (1 + g) ⊙ (x − μ) / √(σ² + ε) + b, with ε = 10⁻⁵. It
 * begins with g = b = 0; the paper's gain is 1 + g.
 *
 * @param inputs features of a step
 */
public record NormalisationLayer(int inputs) implements Layer {

  public NormalisationLayer {
    Widths.require("layer normalisation", "inputs", inputs, 1);
  }

  @Override
  public int width() {
    return inputs;
  }

  @Override
  public List<ParameterShape> parameters(String prefix) {
    return List.of(
        ParameterShape.bias(prefix + "g", inputs), ParameterShape.bias(prefix + "b", inputs));
  }

  @Override
  public Module open(String prefix, Parameters values, Parameters gradients) {
    return new NormalisationModule(this, prefix, values, gradients);
  }
}
