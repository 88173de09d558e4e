package org.ravel.network;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import org.ravel.network.input.EmbeddingLayer;
import org.ravel.network.module.InputLayer;
import org.ravel.network.module.Layer;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;

/**
 * Layers one after the other, as a description. Parameters are named by the number of their layer
 * among those that have any, such as {@code 1_RW}.
 *
 * @param input reads a batch's inputs
 * @param layers after it
 */
public record Stack(InputLayer input, List<Layer> layers) {

  /** Name of the table of embeddings, which a first layer has that reads tokens. */
  public static final String EMBEDDING = "0_" + EmbeddingLayer.TABLE;

  /** What the names of the parameters of the input begin with. */
  public static final String FIRST = new Prefixes().next();

  /**
   * Checks that each layer reads what the one before gives.
   *
   * @throws IllegalArgumentException if one does not, or has impossible widths
   */
  public Stack {
    layers = List.copyOf(layers);
    int width = input.width();
    for (Layer layer : layers) {
      requireJoined(layer, layer.inputs(), width);
      width = layer.width();
    }
  }

  static void requireJoined(Object layer, int inputs, int width) {
    if (inputs != width) {
      throw new IllegalArgumentException(
          "%s reads %d numbers but the layer before it gives %d".formatted(layer, inputs, width));
    }
  }

  /** Features of a step of the last layer's output. */
  @JsonIgnore
  public int width() {
    return layers.isEmpty() ? input.width() : layers.get(layers.size() - 1).width();
  }

  /**
   * A layer after the input.
   *
   * @param prefix of its parameters' names
   */
  public record Placed(String prefix, Layer layer) {}

  /** The layers after the input, in their order. */
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

  /** What the names of the parameters of a layer behind all of these begin with. */
  String nextPrefix() {
    Prefixes prefixes = afterInput();
    layers.forEach(layer -> prefixes.counted(layer.parameters(prefixes.next())));
    return prefixes.next();
  }

  private Prefixes afterInput() {
    Prefixes prefixes = new Prefixes();
    prefixes.counted(input.parameters(prefixes.next()));
    return prefixes;
  }

  /** All parameters in the order of the flat vector. */
  public List<ParameterShape> parameters() {
    List<ParameterShape> shapes = new ArrayList<>(input.parameters(FIRST));
    placed().forEach(placed -> shapes.addAll(placed.layer().parameters(placed.prefix())));
    return shapes;
  }

  /**
   * The modules of all layers.
   *
   * @param gradients where backward passes add to; null for modules that only predict
   */
  RunningStack open(Parameters values, Parameters gradients) {
    return new RunningStack(
        input.open(FIRST, values, gradients),
        placed().stream()
            .map(placed -> placed.layer().open(placed.prefix(), values, gradients))
            .toList());
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
