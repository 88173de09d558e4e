package org.ravel.model;

import java.util.Set;
import org.nd4j.linalg.schedule.ISchedule;
import org.ravel.config.ModelConfig;
import org.ravel.config.TrainingConfig;
import org.ravel.config.UpdaterConfig;
import org.ravel.network.Chain;
import org.ravel.network.LearningNetwork;
import org.ravel.network.Network;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.Stack;
import org.ravel.network.Topology;
import org.ravel.network.UpdateRules;
import org.ravel.network.module.Parameters;
import org.ravel.sequence.Alignment;
import org.ravel.updater.Adam;
import org.ravel.updater.Nesterov;
import org.ravel.updater.RmsProp;
import org.ravel.updater.Sgd;
import org.ravel.updater.Updater;

/**
 * A network as the configuration describes it, and how it is trained.
 *
 * @param model the layers
 * @param ends what it reads and predicts
 * @param training how it is trained: updater, kernels, carried state
 * @param learningRate the updater's rate at each iteration
 * @param seed of the initial parameters
 * @param classWeights weights of the targets in training, by id; null where all are the same
 */
public record NetworkSpecification(
    ModelConfig model,
    NetworkEnds ends,
    TrainingConfig training,
    ISchedule learningRate,
    long seed,
    double[] classWeights) {

  /** A network in whose training all targets weigh the same. */
  public NetworkSpecification(
      ModelConfig model,
      NetworkEnds ends,
      TrainingConfig training,
      ISchedule learningRate,
      long seed) {
    this(model, ends, training, learningRate, seed, null);
  }

  /** The same, trained with weights of the targets. */
  public NetworkSpecification withClassWeights(double[] weights) {
    return new NetworkSpecification(model, ends, training, learningRate, seed, weights);
  }

  /** That of a language model. */
  public static NetworkSpecification ofText(
      ModelConfig model,
      int vocabularySize,
      TrainingConfig training,
      ISchedule learningRate,
      long seed) {
    return new NetworkSpecification(
        model, NetworkEnds.text(vocabularySize), training, learningRate, seed);
  }

  /** A network in single precision, with the parameters that {@code model.initialisation} says. */
  public Network build() {
    Network network = new LearningNetwork(topology(), updateRules());
    network.take(initial());
    return network;
  }

  /** The layers with the parameters that {@code model.initialisation} says. */
  public NetworkSnapshot initial() {
    return InitialParameters.draw(model, topology(), seed);
  }

  /** The layers. */
  public Topology topology() {
    NetworkLayout layout = layout();
    return ends.targets() == Alignment.OWN_STEPS ? layout.encoderDecoder() : layout.chain();
  }

  /** The layers of a network that is a chain. */
  public Chain chain() {
    return layout().chain();
  }

  private NetworkLayout layout() {
    return new NetworkLayout(model, ends, new LayerChoices(model, ends, training));
  }

  /** What becomes of a minibatch's gradient. */
  public UpdateRules updateRules() {
    return new UpdateRules(
        updater(),
        learningRate,
        training.clipNorm(),
        training.updater().weightDecay(),
        model.pretrained().frozen() ? Set.of(Stack.EMBEDDING) : Set.of(),
        classWeights);
  }

  private Updater updater() {
    UpdaterConfig updater = training.updater();
    return switch (updater.name()) {
      case SGD -> new Sgd();
      case NESTEROV -> new Nesterov(updater.momentum(), updater.momentumGrowthSteps());
      case RMSPROP -> new RmsProp(updater.decay(), updater.epsilon());
      case ADAM -> new Adam(updater.beta1(), updater.beta2(), updater.epsilon());
    };
  }

  /** Numbers that it learns, without building it. */
  public long parameters() {
    return Parameters.numbers(updateRules().trained(topology().parameters()));
  }

  /** Numbers of its updater's state, without building it. */
  public long updaterNumbers() {
    return updater().stateNumbers(parameters());
  }
}
