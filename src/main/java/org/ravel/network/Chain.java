package org.ravel.network;

import java.util.ArrayList;
import java.util.List;
import org.ravel.network.module.HeadLayer;
import org.ravel.network.module.InputLayer;
import org.ravel.network.module.Layer;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;

/**
 * A network of layers one after the other, as a description. Its parameters are named as those of a
 * {@link Stack}, the head's as those of one more layer.
 *
 * @param input reads a batch's inputs
 * @param layers between input and head
 * @param head knows the targets
 */
public record Chain(InputLayer input, List<Layer> layers, HeadLayer head) implements Topology {

  /**
   * Checks that each layer reads what the one before gives.
   *
   * @throws IllegalArgumentException if one does not, or has impossible widths
   */
  public Chain {
    layers = List.copyOf(layers);
    Stack stack = new Stack(input, layers);
    Stack.requireJoined(head, head.inputs(), stack.width());
    head.require(parameters(stack, head));
  }

  /** All layers but the head. */
  public Stack stack() {
    return new Stack(input, layers);
  }

  @Override
  public List<ParameterShape> parameters() {
    return parameters(stack(), head);
  }

  private static List<ParameterShape> parameters(Stack stack, HeadLayer head) {
    List<ParameterShape> shapes = new ArrayList<>(stack.parameters());
    shapes.addAll(head.parameters(stack.nextPrefix()));
    return shapes;
  }

  @Override
  public String headPrefix() {
    return stack().nextPrefix();
  }

  /**
   * The modules of all layers.
   *
   * @param gradients where backward passes add to; null for modules that only predict
   */
  public RunningChain open(Parameters values, Parameters gradients) {
    return new RunningChain(
        stack().open(values, gradients), head.open(headPrefix(), values, gradients));
  }
}
