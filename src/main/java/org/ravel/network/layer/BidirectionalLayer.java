package org.ravel.network.layer;

import java.util.List;
import java.util.stream.Stream;
import org.ravel.network.module.Layer;
import org.ravel.network.module.Module;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;

/**
 * Two layers over the same input, one from each row's first step to its last and one from its last
 * to its first (Schuster and Paliwal 1997). A state begins at zero at either end of a row.
 *
 * @param forward reads from the first step on
 * @param backward reads from the last step back
 * @param merge what becomes of the two outputs of a step
 */
public record BidirectionalLayer(Layer forward, Layer backward, Merge merge) implements Layer {
  /** What becomes of the two outputs of a step. */
  public enum Merge {
    /** They stand side by side, the forward one first. */
    CONCATENATED,
    /** They are added. */
    SUMMED
  }

  public BidirectionalLayer {
    if (forward.inputs() != backward.inputs()) {
      throw new IllegalArgumentException(
          "a bidirectional layer reads %d features forward and %d backward, but must read as many"
              .formatted(forward.inputs(), backward.inputs()));
    }
    if (merge == Merge.SUMMED && forward.width() != backward.width()) {
      throw new IllegalArgumentException(
          "outputs of %d features forward and %d backward cannot be summed; concatenate them"
              .formatted(forward.width(), backward.width()));
    }
  }

  @Override
  public int inputs() {
    return forward.inputs();
  }

  @Override
  public int width() {
    return switch (merge) {
      case CONCATENATED -> Math.addExact(forward.width(), backward.width());
      case SUMMED -> forward.width();
    };
  }

  @Override
  public List<ParameterShape> parameters(String prefix) {
    return Stream.of(
            forward.parameters(forwardPrefix(prefix)), backward.parameters(backwardPrefix(prefix)))
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public Module open(String prefix, Parameters values, Parameters gradients) {
    return new BidirectionalModule(
        this,
        forward.open(forwardPrefix(prefix), values, gradients),
        backward.open(backwardPrefix(prefix), values, gradients));
  }

  /** What the names of the forward layer's parameters begin with. */
  public static String forwardPrefix(String prefix) {
    return prefix + "f";
  }

  /** What the names of the backward layer's parameters begin with. */
  public static String backwardPrefix(String prefix) {
    return prefix + "b";
  }
}
