package org.ravel.network.layer;

import java.util.List;
import java.util.Map;
import org.ravel.network.module.Layer;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;

/**
 * A layer that hands on what it reads, behind what it gives: what comes after it sees both (skip
 * connections, Graves 2013, "Generating sequences with recurrent neural networks").
 *
 * @param layer which gives as many steps as it reads
 */
public record ShortcutLayer(Layer layer) implements Layer {

  @Override
  public int inputs() {
    return layer.inputs();
  }

  @Override
  public int width() {
    return Math.addExact(layer.width(), layer.inputs());
  }

  @Override
  public List<ParameterShape> parameters(String prefix) {
    return layer.parameters(prefix);
  }

  @Override
  public Map<String, Integer> states() {
    return layer.states();
  }

  @Override
  public ShortcutModule open(String prefix, Parameters values, Parameters gradients) {
    return new ShortcutModule(layer, layer.open(prefix, values, gradients));
  }
}
