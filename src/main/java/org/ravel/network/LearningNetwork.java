package org.ravel.network;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.FloatBlocks;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.sequence.Batch;

/** A {@link Topology} that learns, in single precision. */
public final class LearningNetwork implements Network {
  private final Topology topology;
  private final UpdateRules rules;
  private final ParameterVectors parameters;
  private final Parameters gradients;
  private final INDArray updaterState;
  private final Running running;
  private RandomGenerator random = new SplittableRandom(0);
  private int sinceReset;
  private int beforeReset;

  /** A network whose parameters are zero. */
  public LearningNetwork(Topology topology, UpdateRules rules) {
    this.topology = topology;
    this.rules = rules;
    parameters = new ParameterVectors(topology.parameters(), rules);
    gradients = Parameters.zero(trained().shapes(), DataType.FLOAT);
    long state = rules.updater().stateNumbers(trained().flat().length());
    updaterState = state == 0 ? null : Nd4j.create(DataType.FLOAT, 1, state);
    running = Running.of(topology, parameters.all(), gradients);
  }

  /**
   * A network whose parameters are zero, but for those that stay as they are.
   *
   * @param frozen their numbers
   */
  LearningNetwork(Topology topology, UpdateRules rules, float[] frozen) {
    this(topology, rules);
    parameters.setFrozen(frozen);
  }

  private Parameters trained() {
    return parameters.trained();
  }

  @Override
  public INDArray parameters() {
    return trained().flat();
  }

  @Override
  public HiddenState start() {
    return HiddenState.zero();
  }

  @Override
  public INDArray updaterState() {
    return updaterState;
  }

  @Override
  public Topology topology() {
    return topology;
  }

  @Override
  public NetworkSource source() {
    return new LearningSource(NetworkJson.text(topology), rules, parameters.frozenNumbers());
  }

  @Override
  public NetworkSnapshot snapshot() {
    return new NetworkSnapshot(topology, parameters.numbers());
  }

  @Override
  public void take(NetworkSnapshot snapshot) {
    if (!snapshot.shapes().equals(NetworkSnapshot.shapes(topology))) {
      throw new IllegalArgumentException(
          "a network of %s takes the parameters of one of %s"
              .formatted(topology, snapshot.topology()));
    }
    parameters.set(snapshot.parameters());
  }

  @Override
  public void setIterations(int sinceReset, int beforeReset) {
    this.sinceReset = sinceReset;
    this.beforeReset = beforeReset;
  }

  @Override
  public void seed(long seed) {
    random = new SplittableRandom(seed);
  }

  @Override
  @SuppressWarnings("try") // the workspace's effect is that it is there
  public double train(Batch batch, HiddenState state) {
    double nats;
    try (MemoryWorkspace ignored = Workspace.enter()) {
      nats = running.train(batch, state, random, rules.classWeights());
    }
    update();
    return nats;
  }

  @Override
  @SuppressWarnings("try") // the workspace's effect is that it is there
  public double loss(Batch batch) {
    try (MemoryWorkspace ignored = Workspace.enter()) {
      return running.loss(batch, start(), rules.classWeights());
    } finally {
      // A head gives a gradient with the loss, whether anybody wants it or not.
      gradients.flat().assign(0);
    }
  }

  private void update() {
    INDArray gradient = gradients.flat();
    if (rules.clipNorm() > 0) {
      double norm = FloatBlocks.norm2(gradient);
      if (norm > rules.clipNorm()) {
        gradient.muli(rules.clipNorm() / norm);
      }
    }
    double rate = rules.learningRate().valueAt(sinceReset, beforeReset);
    if (rules.weightDecay() > 0) {
      for (ParameterShape shape : trained().shapes()) {
        if (shape.decays()) {
          trained().get(shape.name()).muli(1 - rate * rules.weightDecay());
        }
      }
    }
    rules.updater().step(trained().flat(), gradient, updaterState, rate, sinceReset);
    sinceReset++;
  }

  /** Frees native memory. To be called on the thread that trains, whose memory for passes goes. */
  @Override
  public void close() {
    running.close();
    parameters.close();
    gradients.flat().close();
    if (updaterState != null) {
      updaterState.close();
    }
    Workspace.release();
  }
}
