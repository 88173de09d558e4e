package org.ravel.network.layer;

import java.util.List;
import java.util.Objects;
import org.ravel.network.module.DropFactors;
import org.ravel.network.module.Layer;
import org.ravel.network.module.Module;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;

/**
 * Sets features to zero in training, each with the same probability (Srivastava et al. 2014), and
 * divides those that it keeps by the probability of keeping one.
 *
 * @param width features of a step
 * @param kept probability of keeping a feature
 * @param mask whether each step draws for itself
 */
public record DropoutLayer(int width, double kept, Mask mask) implements Layer {

  /** What a draw holds for. */
  public enum Mask {
    /** A feature of a step. */
    STEP,
    /**
     * A feature at all steps of a row (variational dropout: Gal and Ghahramani 2016; locked
     * dropout: Merity et al. 2018).
     */
    SEQUENCE
  }

  public DropoutLayer {
    Objects.requireNonNull(mask, "a dropout layer has no mask");
    DropFactors.requireShare("a dropout layer", kept, "features");
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
    return new DropoutModule(this);
  }
}
