package org.ravel.network.feeding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.network.attention.AttentionKeys;
import org.ravel.network.attention.AttentionModule;
import org.ravel.network.layer.DropoutLayer;
import org.ravel.network.layer.RecurrentModule;
import org.ravel.network.module.Activations;
import org.ravel.network.module.EncodedSource;
import org.ravel.network.module.Layer;
import org.ravel.network.module.Module;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Pass;

/**
 * The layers at one step of a {@link FeedingLayer}. In training each step has modules of its own,
 * which keep what its way back needs; all share the parameters.
 */
final class FeedingStep implements AutoCloseable {
  private final FeedingLayer layer;
  private final List<Module> modules;
  private final AttentionModule attention;

  private FeedingStep(FeedingLayer layer, List<Module> modules) {
    this.layer = layer;
    this.modules = modules;
    this.attention = (AttentionModule) modules.get(modules.size() - 1);
  }

  /**
   * The modules of a step.
   *
   * @param keys that all steps share; null for none
   */
  static FeedingStep open(
      FeedingLayer layer,
      String prefix,
      Parameters values,
      Parameters gradients,
      AttentionKeys keys) {
    List<Module> modules = new ArrayList<>();
    int last = layer.layers().size() - 1;
    for (int i = 0; i < last; i++) {
      String inner = FeedingLayer.innerPrefix(prefix, i);
      modules.add(layer.layers().get(i).open(inner, values, gradients));
    }
    String inner = FeedingLayer.innerPrefix(prefix, last);
    modules.add(layer.attention().open(inner, values, gradients, keys));
    return new FeedingStep(layer, modules);
  }

  AttentionModule attention() {
    return attention;
  }

  /**
   * Runs forward.
   *
   * @param joined x and the vector that is fed, shape [1, rows, features]
   * @param states that the layers begin with; empty for zero
   * @param seeds of layers whose draw holds for all steps of a row, by layer
   */
  INDArray forward(
      Activations joined,
      EncodedSource source,
      Map<String, INDArray> states,
      Pass pass,
      long[] seeds) {
    attention.attend(source);
    Activations activations = joined;
    for (int i = 0; i < modules.size(); i++) {
      if (modules.get(i) instanceof RecurrentModule recurrent) {
        recurrent.start(under(states, i));
      }
      activations = modules.get(i).forward(activations, pass(i, pass, seeds));
    }
    return activations.values();
  }

  /** Weights that are dropped, and features of a row that are, stay the same ones at all steps. */
  private Pass pass(int i, Pass pass, long[] seeds) {
    Layer one = layer.layers().get(i);
    boolean holds =
        !(one instanceof DropoutLayer dropout && dropout.mask() == DropoutLayer.Mask.STEP);
    return pass.training() && holds ? new Pass(true, new SplittableRandom(seeds[i])) : pass;
  }

  /** The states after the step. Arrays of the caller's. */
  Map<String, INDArray> reached() {
    Map<String, INDArray> all = new LinkedHashMap<>();
    for (int i = 0; i < modules.size(); i++) {
      if (modules.get(i) instanceof RecurrentModule recurrent) {
        put(all, i, recurrent.reached());
      }
    }
    return all;
  }

  /**
   * Runs back.
   *
   * @param outputGradient shape [1, rows, width]; overwritten
   * @param ofStates the gradients of the states after the step; empty for zero
   * @param ofMemory to which the gradient of what was looked at is added
   * @return the gradient of what was joined
   */
  INDArray backward(INDArray outputGradient, Map<String, INDArray> ofStates, INDArray ofMemory) {
    attention.collect(ofMemory);
    INDArray gradient = outputGradient;
    for (int i = modules.size() - 1; i >= 0; i--) {
      if (modules.get(i) instanceof RecurrentModule recurrent) {
        recurrent.end(under(ofStates, i));
      }
      gradient = modules.get(i).backward(gradient);
    }
    return gradient;
  }

  /** After that: the gradients of the states before the step. Arrays of the caller's. */
  Map<String, INDArray> startGradient() {
    Map<String, INDArray> all = new LinkedHashMap<>();
    for (int i = 0; i < modules.size(); i++) {
      if (modules.get(i) instanceof RecurrentModule recurrent) {
        put(all, i, recurrent.startGradient());
      }
    }
    return all;
  }

  private static void put(Map<String, INDArray> all, int layer, Map<String, INDArray> ofLayer) {
    String prefix = FeedingLayer.innerPrefix("", layer);
    ofLayer.forEach((name, array) -> all.put(prefix + name, array));
  }

  private static Map<String, INDArray> under(Map<String, INDArray> all, int layer) {
    String prefix = FeedingLayer.innerPrefix("", layer);
    Map<String, INDArray> ofLayer = new LinkedHashMap<>();
    all.forEach(
        (name, array) -> {
          if (name.startsWith(prefix)) {
            ofLayer.put(name.substring(prefix.length()), array);
          }
        });
    return ofLayer;
  }

  @Override
  public void close() {
    modules.forEach(Module::close);
  }
}
