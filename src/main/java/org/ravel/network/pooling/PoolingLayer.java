package org.ravel.network.pooling;

import java.util.List;
import java.util.Objects;
import org.ravel.network.module.Layer;
import org.ravel.network.module.Module;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Widths;

/**
 * One step of each row in place of all: [steps, rows, width] becomes [1, rows, width]. A row
 * without a step stays without one.
 *
 * @param inputs features of a step
 * @param rule what becomes of the steps
 */
public record PoolingLayer(int inputs, Rule rule) implements Layer {
  /** What becomes of the steps. */
  public enum Rule {
    /** The last one. */
    LAST,
    /**
     * Of the first half of the features the last one, of the second half the first: where the two
     * directions of a bidirectional layer have read all steps.
     */
    ENDS,
    /** Their mean. */
    MEAN,
    /** The greatest number of each feature. */
    MAX,
    /**
     * Their mean by weights α = softmax(x · q / √width) over the steps, q learned: attention with
     * one query for all rows (Yang et al. 2016), scaled as Vaswani et al. (2017) do.
     */
    ATTENTION
  }

  public PoolingLayer {
    Objects.requireNonNull(rule, "pooling has no rule");
    Widths.require("pooling", "inputs", inputs, 1);
    if (rule == Rule.ENDS && inputs % 2 != 0) {
      throw new IllegalArgumentException(
          "pooling of both ends has %d inputs, which have no halves".formatted(inputs));
    }
  }

  @Override
  public int width() {
    return inputs;
  }

  @Override
  public List<ParameterShape> parameters(String prefix) {
    return rule == Rule.ATTENTION
        ? List.of(ParameterShape.matrix(query(prefix), inputs, 1))
        : List.of();
  }

  @Override
  public Module open(String prefix, Parameters values, Parameters gradients) {
    return switch (rule) {
      case LAST -> new LastPooling(inputs);
      case ENDS -> new EndsPooling(inputs);
      case MEAN -> new HeapPooling(inputs, new MeanPooling());
      case MAX -> new HeapPooling(inputs, new MaxPooling());
      case ATTENTION ->
          new HeapPooling(
              inputs,
              new AttentionPooling(
                  values.get(query(prefix)),
                  gradients == null ? null : gradients.get(query(prefix))));
    };
  }

  private static String query(String prefix) {
    return prefix + "q";
  }
}
