package org.ravel.network.layer;

import java.util.List;
import org.ravel.network.module.Layer;
import org.ravel.network.module.Module;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;

/**
 * Hands activations on as they are, and adds to the loss of a minibatch in training what they are
 * worth (Merity, McCann and Socher 2017, "Revisiting activation regularization for language RNNs"):
 *
 * <pre>
 *   α · mean(h²) + β · mean((hₜ₊₁ − hₜ)²)
 * </pre>
 *
 * <p>over all features of all steps, and of all pairs of neighbouring steps in a row. The losses
 * that are reported do not have it.
 *
 * @param width features of a step
 * @param size α, which keeps activations small
 * @param change β, which keeps changes small
 */
public record ActivationPenaltyLayer(int width, double size, double change) implements Layer {

  public ActivationPenaltyLayer {
    require("size", size);
    require("change", change);
  }

  private static void require(String name, double factor) {
    if (!(factor >= 0 && Double.isFinite(factor))) {
      throw new IllegalArgumentException(
          "a penalty on the %s of activations has the factor %s but must have one of 0 or more"
              .formatted(name, factor));
    }
  }

  @Override
  public int inputs() {
    return width;
  }

  @Override
  public List<ParameterShape> parameters(String prefix) {
    return List.of();
  }

  @Override
  public Module open(String prefix, Parameters values, Parameters gradients) {
    return new ActivationPenaltyModule(this);
  }
}
