package org.ravel.network;

import java.util.random.RandomGenerator;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Head;
import org.ravel.network.module.Pass;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Field;
import org.ravel.sequence.IdSets;
import org.ravel.sequence.Steps;

/** The modules of a {@link Chain}. */
public final class RunningChain implements Running {
  private final RunningStack stack;
  private final Head head;

  RunningChain(RunningStack stack, Head head) {
    this.stack = stack;
    this.head = head;
  }

  RunningStack stack() {
    return stack;
  }

  @Override
  public Head head() {
    return head;
  }

  @Override
  public Activations forward(Steps inputs, HiddenState state, Pass pass) {
    Activations activations = stack.forward(inputs, state, pass);
    state.moveTo(stack.reached());
    return activations;
  }

  @Override
  public double train(
      Batch batch, HiddenState state, RandomGenerator random, double[] classWeights) {
    Activations activations = forward(batch.read(), state, new Pass(true, random));
    return backward(activations, batch, classWeights);
  }

  /** Runs back over what {@link #forward} did last; see {@link #train}. */
  double backward(Activations activations, Batch batch, double[] classWeights) {
    Head.Result result = result(activations, batch, classWeights);
    stack.backward(result.inputGradient());
    return result.nats();
  }

  @Override
  public double loss(Batch batch, HiddenState state, double[] classWeights) {
    return result(forward(batch.read(), state, Pass.PREDICTION), batch, classWeights).nats();
  }

  Head.Result result(Activations activations, Batch batch, double[] classWeights) {
    return classWeights == null
        ? head.train(activations, batch.targets(), 1.0 / Math.max(1, batch.counted()))
        : weighted(activations, batch, classWeights);
  }

  private Head.Result weighted(Activations activations, Batch batch, double[] classWeights) {
    if (batch.targets() instanceof IdSets sets) {
      // A sequence counts as much as another, whatever labels it has.
      return head.train(activations, sets, 1.0 / Math.max(1, batch.counted()), classWeights);
    }
    Field targets = batch.symbols();
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
    stack.close();
    head.close();
  }
}
