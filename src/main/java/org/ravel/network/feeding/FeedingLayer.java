package org.ravel.network.feeding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ravel.network.attention.AttentionKeys;
import org.ravel.network.attention.AttentionLayer;
import org.ravel.network.layer.DropoutLayer;
import org.ravel.network.layer.RecurrentLayer;
import org.ravel.network.module.Layer;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;

/**
 * Recurrent layers and attention with input feeding (Luong et al. 2015): at step t the first of the
 * layers reads [x_t; a_{t−1}], with x_t the features of the step and a_{t−1} the output of the last
 * of them, the attention, at the step before; a_0 is zero. So a step knows where the ones before it
 * looked. All layers run over one step before any runs over the next, which takes longer than each
 * of them over all steps at once.
 *
 * @param inputs features of x_t
 * @param layers recurrent ones, with dropout between them, and an attention at their end
 */
public record FeedingLayer(int inputs, List<Layer> layers) implements Layer {

  /**
   * Checks that each layer reads what the one before gives.
   *
   * @throws IllegalArgumentException if one does not, or cannot run step by step
   */
  public FeedingLayer {
    layers = List.copyOf(layers);
    if (layers.isEmpty() || !(layers.get(layers.size() - 1) instanceof AttentionLayer last)) {
      throw new IllegalArgumentException("a layer with input feeding does not end with attention");
    }
    if (last.penalty() > 0) {
      throw new IllegalArgumentException(
          "an attention inside a recurrence has the penalty %s, but none sees all steps"
              .formatted(last.penalty()));
    }
    if (layers.stream().noneMatch(RecurrentLayer.class::isInstance)) {
      throw new IllegalArgumentException("a layer with input feeding has no recurrent layer");
    }
    int width = Math.addExact(inputs, last.width());
    for (Layer layer : layers) {
      boolean known =
          layer == last || layer instanceof RecurrentLayer || layer instanceof DropoutLayer;
      if (!known || layer.inputs() != width) {
        throw new IllegalArgumentException(
            "%s does not run step by step over %d numbers".formatted(layer, width));
      }
      width = layer.width();
    }
  }

  AttentionLayer attention() {
    return (AttentionLayer) layers.get(layers.size() - 1);
  }

  @Override
  public int width() {
    return attention().width();
  }

  @Override
  public Map<String, Integer> states() {
    Map<String, Integer> states = new LinkedHashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      String prefix = innerPrefix("", i);
      layers.get(i).states().forEach((name, width) -> states.put(prefix + name, width));
    }
    return states;
  }

  /** What the names of a layer's parameters and states begin with. */
  public static String innerPrefix(String prefix, int layer) {
    return prefix + layer + "_";
  }

  @Override
  public List<ParameterShape> parameters(String prefix) {
    List<ParameterShape> shapes = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      shapes.addAll(layers.get(i).parameters(innerPrefix(prefix, i)));
    }
    return shapes;
  }

  @Override
  public FeedingModule open(String prefix, Parameters values, Parameters gradients) {
    AttentionKeys keys =
        attention().keys(innerPrefix(prefix, layers.size() - 1), values, gradients);
    return new FeedingModule(
        this, () -> FeedingStep.open(this, prefix, values, gradients, keys), keys);
  }
}
