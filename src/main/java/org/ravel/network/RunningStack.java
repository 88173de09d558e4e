package org.ravel.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.network.module.Activations;
import org.ravel.network.module.InputModule;
import org.ravel.network.module.Module;
import org.ravel.network.module.Pass;
import org.ravel.network.module.Stateful;
import org.ravel.network.module.TreeReader;
import org.ravel.sequence.Steps;
import org.ravel.sequence.Trees;

/** The modules of a {@link Stack}. */
final class RunningStack implements AutoCloseable {
  private final InputModule input;
  private final List<Module> modules;
  private final List<Stateful> stateful = new ArrayList<>();
  private final List<TreeReader> composing = new ArrayList<>();

  RunningStack(InputModule input, List<Module> modules) {
    this.input = input;
    this.modules = modules;
    if (input instanceof Stateful first) {
      stateful.add(first);
    }
    for (Module module : modules) {
      if (module instanceof Stateful next) {
        stateful.add(next);
      }
      if (module instanceof TreeReader reader) {
        composing.add(reader);
      }
    }
  }

  List<Module> modules() {
    return modules;
  }

  /** Runs forward from a state. */
  Activations forward(Steps inputs, HiddenState state, Pass pass) {
    return forward(inputs, state, pass, (output, layer) -> {});
  }

  /**
   * Runs forward from a state.
   *
   * @param watcher sees what each layer gives, before the next one reads it
   */
  Activations forward(
      Steps inputs, HiddenState state, Pass pass, ObjIntConsumer<INDArray> watcher) {
    for (int i = 0; i < stateful.size(); i++) {
      stateful.get(i).start(state.layer(i));
    }
    Activations activations = input.forward(read(inputs), pass);
    watcher.accept(activations.values(), 0);
    for (int i = 0; i < modules.size(); i++) {
      activations = modules.get(i).forward(activations, pass);
      watcher.accept(activations.values(), i + 1);
    }
    return activations;
  }

  /** Of trees their leaves; the modules that compose them are told how. */
  private Steps read(Steps inputs) {
    if (!(inputs instanceof Trees trees)) {
      return inputs;
    }
    composing.forEach(reader -> reader.compose(trees));
    return trees.leaves();
  }

  /** The state in which the last way forward ended. */
  List<Map<String, INDArray>> reached() {
    return stateful.stream().map(Stateful::reached).toList();
  }

  /** Runs back over what {@link #forward} did last, and adds the gradients. */
  void backward(INDArray outputGradient) {
    backward(outputGradient, (gradient, layer) -> {});
  }

  /**
   * The same.
   *
   * @param further may add to the gradient of what a layer gave, before the layer runs back
   */
  void backward(INDArray outputGradient, ObjIntConsumer<INDArray> further) {
    INDArray gradient = outputGradient;
    for (int i = modules.size() - 1; i >= 0; i--) {
      further.accept(gradient, i + 1);
      gradient = modules.get(i).backward(gradient);
    }
    further.accept(gradient, 0);
    input.backward(gradient);
  }

  /** Whether a layer hands a state from step to step. */
  boolean isRecurrent(int layer) {
    return (layer == 0 ? input : modules.get(layer - 1)) instanceof Stateful;
  }

  /** The gradients of the state that the last way forward began with. */
  List<Map<String, INDArray>> startGradients() {
    return stateful.stream().map(Stateful::startGradient).toList();
  }

  @Override
  public void close() {
    input.close();
    modules.forEach(Module::close);
  }
}
