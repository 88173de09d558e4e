package org.ravel.network.input;

import java.util.ArrayList;
import java.util.List;
import org.ravel.network.module.InputLayer;
import org.ravel.network.module.InputModule;
import org.ravel.network.module.Layer;
import org.ravel.network.module.Module;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.pooling.PoolingLayer;

/**
 * The embedding of a word, and behind it what a small network makes of the word's characters (Ling
 * et al. 2015): words that training has not seen are known by their spelling.
 *
 * @param words the embedding of words
 * @param characters the embedding of characters
 * @param spelling layers over the characters of a word, the last of which pools them
 */
public record SpelledEmbeddingLayer(
    EmbeddingLayer words, EmbeddingLayer characters, List<Layer> spelling) implements InputLayer {

  /**
   * Checks that each layer reads what the one before gives.
   *
   * @throws IllegalArgumentException if one does not, or the last does not pool
   */
  public SpelledEmbeddingLayer {
    spelling = List.copyOf(spelling);
    int width = characters.width();
    for (int i = 0; i < spelling.size(); i++) {
      Layer layer = spelling.get(i);
      if (layer.inputs() != width) {
        throw new IllegalArgumentException(
            "%s reads %d numbers but what is before it gives %d"
                .formatted(layer, layer.inputs(), width));
      }
      width = layer.width();
    }
    long pools = spelling.stream().filter(layer -> layer instanceof PoolingLayer).count();
    if (pools != 1 || !(spelling.get(spelling.size() - 1) instanceof PoolingLayer)) {
      throw new IllegalArgumentException(
          "the layers over a word's characters must end with the only one that pools, but are %s"
              .formatted(spelling));
    }
  }

  /** Features that the characters of a word give. */
  int spellingWidth() {
    return spelling.get(spelling.size() - 1).width();
  }

  @Override
  public int width() {
    return Math.addExact(words.width(), spellingWidth());
  }

  @Override
  public List<ParameterShape> parameters(String prefix) {
    List<ParameterShape> shapes = new ArrayList<>(words.parameters(prefix));
    shapes.addAll(characters.parameters(charactersPrefix(prefix)));
    for (int i = 0; i < spelling.size(); i++) {
      shapes.addAll(spelling.get(i).parameters(spellingPrefix(prefix, i)));
    }
    return shapes;
  }

  /** What the name of the characters' embedding begins with. */
  public static String charactersPrefix(String prefix) {
    return prefix + "c";
  }

  /** What the names of the parameters of a layer over the characters begin with. */
  public static String spellingPrefix(String prefix, int layer) {
    return charactersPrefix(prefix) + layer + "_";
  }

  @Override
  public InputModule open(String prefix, Parameters values, Parameters gradients) {
    return new SpelledEmbeddingModule(
        words.open(prefix, values, gradients),
        new SpellingModule(
            spellingWidth(),
            values.flat().dataType(),
            () -> openSpelling(prefix, values, gradients)));
  }

  private SpellingModule.Network openSpelling(
      String prefix, Parameters values, Parameters gradients) {
    List<Module> modules = new ArrayList<>();
    for (int i = 0; i < spelling.size(); i++) {
      modules.add(spelling.get(i).open(spellingPrefix(prefix, i), values, gradients));
    }
    return new SpellingModule.Network(
        characters.open(charactersPrefix(prefix), values, gradients), modules);
  }
}
