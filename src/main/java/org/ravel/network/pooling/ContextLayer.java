package org.ravel.network.pooling;

import java.util.List;
import org.ravel.network.module.Layer;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Widths;

/**
 * At each step adds to the features x of the step those of a whole other sequence, its pooled
 * features e: the output is [x; e] (Cho et al. 2014).
 *
 * @param inputs features of x
 * @param memory features of a step of the other sequence, and of e
 * @param rule what e is
 */
public record ContextLayer(int inputs, int memory, PoolingLayer.Rule rule) implements Layer {

  public ContextLayer {
    Widths.require("context", "inputs", inputs, 1);
    Widths.require("context", "memory", memory, 1);
    switch (rule) {
      case LAST, ENDS, MEAN, MAX -> {}
      case ATTENTION ->
          throw new IllegalArgumentException(
              "the context is pooled by ATTENTION, but must be pooled without parameters");
    }
  }

  @Override
  public int width() {
    return Math.addExact(inputs, memory);
  }

  @Override
  public List<ParameterShape> parameters(String prefix) {
    return List.of();
  }

  @Override
  public ContextModule open(String prefix, Parameters values, Parameters gradients) {
    return new ContextModule(this, new PoolingLayer(memory, rule).open(prefix, values, null));
  }
}
