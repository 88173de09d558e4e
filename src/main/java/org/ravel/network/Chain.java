package org.ravel.network;

import java.util.ArrayList;
import java.util.List;

/**
 * A network of layers one after the other, as a description. Parameters are named by the number of
 * their layer among those that have any, such as {@code 1_RW}.
 *
 * @param input reads a batch's inputs
 * @param layers between input and head
 * @param head knows the targets
 */
public record Chain(InputLayer input, List<Layer> layers, HeadLayer head) {

  /** Name of the table of embeddings, which a first layer has that reads tokens. */
  public static final String EMBEDDING = "0_" + EmbeddingLayer.TABLE;

  /**
   * Checks that each layer reads what the one before gives.
   *
   * @throws IllegalArgumentException if one does not, or has impossible widths
   */
  public Chain {
    layers = List.copyOf(layers);
    int width = input.width();
    for (Layer layer : layers) {
      requireJoined(layer, layer.inputs(), width);
      width = layer.width();
    }
    requireJoined(head, head.inputs(), width);
    head.require(parameters(input, layers, head));
  }

  private static void requireJoined(Object layer, int inputs, int width) {
    if (inputs != width) {
      throw new IllegalArgumentException(
          "%s reads %d numbers but the layer before it gives %d".formatted(layer, inputs, width));
    }
  }

  /** All parameters in the order of the flat vector. */
  public List<ParameterShape> parameters() {
    return parameters(input, layers, head);
  }

  /**
   * A layer between input and head.
   *
   * @param prefix of its parameters' names
   */
  public record Placed(String prefix, Layer layer) {}

  /** The layers between input and head, in their order. */
  public List<Placed> placed() {
    Prefixes prefixes = afterInput();
    List<Placed> placed = new ArrayList<>();
    for (Layer layer : layers) {
      String prefix = prefixes.next();
      prefixes.counted(layer.parameters(prefix));
      placed.add(new Placed(prefix, layer));
    }
    return placed;
  }

  /** What the names of the head's parameters begin with. */
  public String headPrefix() {
    Prefixes prefixes = afterInput();
    layers.forEach(layer -> prefixes.counted(layer.parameters(prefixes.next())));
    return prefixes.next();
  }

  private Prefixes afterInput() {
    Prefixes prefixes = new Prefixes();
    prefixes.counted(input.parameters(prefixes.next()));
    return prefixes;
  }

  private static List<ParameterShape> parameters(
      InputLayer input, List<Layer> layers, HeadLayer head) {
    Prefixes prefixes = new Prefixes();
    List<ParameterShape> shapes = new ArrayList<>();
    shapes.addAll(prefixes.counted(input.parameters(prefixes.next())));
    layers.forEach(layer -> shapes.addAll(prefixes.counted(layer.parameters(prefixes.next()))));
    shapes.addAll(prefixes.counted(head.parameters(prefixes.next())));
    return shapes;
  }

  /**
   * The modules of all layers.
   *
   * @param gradients where backward passes add to; null for modules that only predict
   */
  RunningChain open(Parameters values, Parameters gradients) {
    InputModule opened = input.open(new Prefixes().next(), values, gradients);
    List<Module> modules =
        placed().stream()
            .map(placed -> placed.layer().open(placed.prefix(), values, gradients))
            .toList();
    return new RunningChain(opened, modules, head.open(headPrefix(), values, gradients));
  }

  /** Numbers of layers. */
  private static final class Prefixes {
    private int number;

    String next() {
      return number + "_";
    }

    /** A layer's parameters: with any, it takes the number. */
    List<ParameterShape> counted(List<ParameterShape> shapes) {
      number += shapes.isEmpty() ? 0 : 1;
      return shapes;
    }
  }
}
