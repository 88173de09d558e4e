package org.ravel.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Field;
import org.ravel.sequence.Steps;

/** The modules of a {@link Chain}. */
final class RunningChain implements AutoCloseable {
  private final InputModule input;
  private final List<Module> modules;
  private final Head head;
  private final List<Stateful> stateful = new ArrayList<>();

  RunningChain(InputModule input, List<Module> modules, Head head) {
    this.input = input;
    this.modules = modules;
    this.head = head;
    if (input instanceof Stateful first) {
      stateful.add(first);
    }
    for (Module module : modules) {
      if (module instanceof Stateful next) {
        stateful.add(next);
      }
    }
  }

  Head head() {
    return head;
  }

  /** Runs up to the head, from a state that is moved on. */
  Activations forward(Steps inputs, HiddenState state, Pass pass) {
    for (int i = 0; i < stateful.size(); i++) {
      stateful.get(i).start(state.layer(i));
    }
    Activations activations = input.forward(inputs, pass);
    for (Module module : modules) {
      activations = module.forward(activations, pass);
    }
    List<Map<String, INDArray>> reached = new ArrayList<>();
    stateful.forEach(module -> reached.add(module.reached()));
    state.moveTo(reached);
    return activations;
  }

  /**
   * Runs forward and back, and adds the gradients of the mean loss of the targets that count.
   *
   * @param classWeights of the mean, by id; null where all are the same
   * @return that mean in nats, times their number
   */
  double train(Batch batch, HiddenState state, RandomGenerator random, double[] classWeights) {
    Activations activations = forward(batch.read(), state, new Pass(true, random));
    Head.Result result =
        classWeights == null
            ? head.train(activations, batch.targets(), 1.0 / Math.max(1, batch.counted()))
            : weighted(activations, batch, classWeights);
    INDArray gradient = result.inputGradient();
    for (int i = modules.size() - 1; i >= 0; i--) {
      gradient = modules.get(i).backward(gradient);
    }
    input.backward(gradient);
    return result.nats();
  }

  private Head.Result weighted(Activations activations, Batch batch, double[] classWeights) {
    Field targets = batch.targets();
    double sum = 0;
    for (int i = 0; i < targets.ids().length; i++) {
      boolean counts = targets.has(i % targets.rows(), i / targets.rows());
      sum += counts ? classWeights[targets.ids()[i]] : 0;
    }
    double scale = sum == 0 ? 1 : 1 / sum;
    Head.Result result = head.train(activations, targets, scale, classWeights);
    return new Head.Result(result.nats() * scale * batch.counted(), result.inputGradient());
  }

  @Override
  public void close() {
    input.close();
    modules.forEach(Module::close);
    head.close();
  }
}
