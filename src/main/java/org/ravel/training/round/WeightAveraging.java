package org.ravel.training.round;

import org.ravel.config.TrainingConfig;
import org.ravel.config.WeightAveragingConfig;
import org.ravel.network.Network;
import org.ravel.training.state.EngineState;
import org.ravel.training.state.ParameterMean;
import org.ravel.training.worker.PlannedRound;

/**
 * An engine whose network has the mean of the parameters over rounds. Training itself does not see
 * the mean.
 *
 * <p>Each minibatch of a round counts as if the parameters had been there at its end what they are
 * at the round's. With decay {@code d} and a round of {@code k} minibatches
 *
 * <pre>
 *   s ← dᵏ s + g        g = 1 + d + … + dᵏ⁻¹
 *   m ← m + (W − m) g / s
 * </pre>
 *
 * <p>so {@code m} is the mean of all minibatches' parameters, of which each has {@code d} times the
 * weight of the next. With {@code d = 1} over the last part of a training this is averaged
 * stochastic approximation (Polyak and Juditsky 1992, "Acceleration of stochastic approximation by
 * averaging"), known as stochastic weight averaging (Izmailov et al. 2018, "Averaging weights leads
 * to wider optima and better generalization"). With {@code d < 1} it is the exponential moving
 * average, without a bias to where it begins.
 */
public final class WeightAveraging implements Engine {
  private final Engine engine;
  private final double decay;
  private final double startEpoch;
  private ParameterMean mean = ParameterMean.none();

  private WeightAveraging(Engine engine, double decay, double startEpoch) {
    this.engine = engine;
    this.decay = decay;
    this.startEpoch = startEpoch;
  }

  /** The engine with the mean that a training is to have; the engine itself where it has none. */
  public static Engine of(Engine engine, TrainingConfig training) {
    WeightAveragingConfig config = training.weightAveraging();
    return config.isOn()
        ? new WeightAveraging(
            engine, config.decayPerMinibatch(), config.startShare() * training.epochs())
        : engine;
  }

  @Override
  public RoundResult train(PlannedRound round) {
    RoundResult result = engine.train(round);
    if (round.epochsDone() > startEpoch) {
      mean =
          mean.plus(
              engine.state().model().parameters(),
              Math.pow(decay, round.steps()),
              sumOfPowers(round.steps()));
    }
    return result;
  }

  private double sumOfPowers(int steps) {
    return decay == 1 ? steps : (1 - Math.pow(decay, steps)) / (1 - decay);
  }

  @Override
  public Network network() {
    Network network = engine.network();
    if (!mean.isEmpty()) {
      mean.parameters().copyTo(network.parameters());
    }
    return network;
  }

  @Override
  public EngineState state() {
    return engine.state().with(mean);
  }

  @Override
  public void restore(EngineState state, long iterations) {
    mean = state.mean();
    engine.restore(state.with(ParameterMean.none()), iterations);
  }

  @Override
  public void close() {
    engine.close();
  }
}
