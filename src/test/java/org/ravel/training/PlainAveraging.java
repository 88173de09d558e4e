package org.ravel.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.config.AveragingConfig;
import org.ravel.config.AveragingConfig.OuterConfig;
import org.ravel.config.AveragingConfig.UpdaterState;
import org.ravel.config.RavelConfig;
import org.ravel.config.TrainingConfig;
import org.ravel.model.LearningRateSchedule;
import org.ravel.model.NetworkSpecification;
import org.ravel.network.HiddenState;
import org.ravel.network.Network;
import org.ravel.pipeline.Engines;
import org.ravel.sequence.Batch;
import org.ravel.training.worker.PlannedRound;
import org.ravel.training.worker.WorkerLanes;

/** Parameter averaging without Spark, from its definition: a network for each worker. */
final class PlainAveraging {
  private final RavelConfig config;
  private final int sequenceLength;
  private final boolean dl4j;
  private final RoundPlan plan;
  private final List<List<int[]>> lanes = new ArrayList<>();
  private final List<Network> networks = new ArrayList<>();
  private final List<HiddenState> hidden = new ArrayList<>();
  private final List<float[]> history = new ArrayList<>();

  PlainAveraging(RavelConfig config, List<int[]> sequences, int vocabulary, int sequenceLength) {
    this.config = config;
    this.sequenceLength = sequenceLength;
    this.dl4j = config.training().engine() == TrainingConfig.EngineKind.DL4J;
    int workers = config.averaging().workers();
    int size = config.training().minibatchSize();
    this.plan =
        new RoundPlan(
            WorkerLanes.of(sequences.size(), workers, size),
            config.averaging(),
            config.training().epochs());
    int number = workers * size;
    int from = 0;
    for (int lane = 0; lane < number; lane++) {
      int length = sequences.size() / number + (lane < sequences.size() % number ? 1 : 0);
      lanes.add(sequences.subList(from, from + length));
      from += length;
    }
    for (int worker = 0; worker < workers; worker++) {
      networks.add(network(vocabulary));
      hidden.add(HiddenState.zero());
    }
  }

  long rounds() {
    return plan.rounds();
  }

  /** Trains, and gives the parameters. */
  float[] train() {
    UpdaterState mode = config.averaging().updaterState();
    float[] parameters = floats(networks.get(0).parameters());
    float[] state = floats(networks.get(0).updaterState());
    float[] delta = new float[parameters.length];
    for (PlannedRound round : plan) {
      List<float[]> trained = new ArrayList<>();
      List<float[]> states = new ArrayList<>();
      List<Long> weights = new ArrayList<>();
      for (int w = round.firstWorker(); w < round.firstWorker() + round.workers(); w++) {
        Network network = networks.get(w);
        network.parameters().assign(Nd4j.createFromArray(parameters).reshape(1, -1));
        if (state.length > 0 && mode == UpdaterState.AVERAGE) {
          network.updaterState().assign(Nd4j.createFromArray(state).reshape(1, -1));
        }
        boolean reset = mode == UpdaterState.RESET;
        if (reset && state.length > 0) {
          network.updaterState().assign(0);
        }
        network.setIterations(
            reset ? 0 : (int) round.iteration(), reset ? (int) round.iteration() : 0);
        if (round.firstStep() == 0 || dl4j) {
          hidden.set(w, HiddenState.zero());
        }
        long tokens = 0;
        for (long step = round.firstStep(); step < round.firstStep() + round.steps(); step++) {
          int[][] minibatch = minibatch(w, (int) step);
          if (Arrays.stream(minibatch).anyMatch(Objects::nonNull)) {
            Batch batch = Batch.nextStep(minibatch, 0, sequenceLength);
            boolean carries = config.training().carryState();
            network.train(batch, carries ? hidden.get(w) : HiddenState.zero());
            tokens += batch.counted();
          }
        }
        trained.add(floats(network.parameters()));
        states.add(floats(network.updaterState()));
        weights.add(dl4j ? 1 : tokens);
      }
      float[] mean = mean(trained, weights);
      parameters = round.workers() == 1 ? mean : outer(parameters, mean, delta);
      state = mean(states, weights);
      history.add(parameters);
    }
    return parameters;
  }

  /**
   * The mean of the parameters after the rounds that were trained, of which those of the first
   * epochs do not count: each minibatch counts with {@code decay} to the number of those after it.
   */
  float[] meanOverRounds(double firstEpochs, double decay) {
    double[] sum = new double[history.get(0).length];
    double weights = 0;
    List<PlannedRound> rounds = new ArrayList<>();
    plan.forEach(rounds::add);
    long last = rounds.get(rounds.size() - 1).iterationsDone();
    for (int round = 0; round < rounds.size(); round++) {
      if (rounds.get(round).epochsDone() > firstEpochs) {
        double weight = 0;
        for (int step = 1; step <= rounds.get(round).steps(); step++) {
          weight += Math.pow(decay, (double) (last - rounds.get(round).iteration() - step));
        }
        for (int i = 0; i < sum.length; i++) {
          sum[i] += weight * history.get(round)[i];
        }
        weights += weight;
      }
    }
    float[] mean = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      mean[i] = (float) (sum[i] / weights);
    }
    return mean;
  }

  /** The formulas as the papers have them, with the sign and the look-ahead of each. */
  private float[] outer(float[] before, float[] mean, float[] delta) {
    OuterConfig outer = config.averaging().outer();
    double workers = config.averaging().workers();
    return switch (outer.step()) {
      case PLAIN -> mean;
      case BMUF -> {
        double momentum = outer.momentum() == null ? 1 - 1 / workers : outer.momentum();
        float[] next = new float[mean.length];
        for (int i = 0; i < mean.length; i++) {
          double gradient = (double) mean[i] - before[i];
          double filtered = momentum * delta[i] + gradient;
          // W(t) = W(t−1) + Δ(t), and W(t−1) is what the round started from without η Δ(t−1).
          double model = outer.nesterov() ? before[i] - momentum * delta[i] : before[i];
          double moved = model + filtered;
          next[i] = (float) (outer.nesterov() ? moved + momentum * filtered : moved);
          delta[i] = (float) filtered;
        }
        yield next;
      }
      case DILOCO -> {
        float[] next = new float[mean.length];
        for (int i = 0; i < mean.length; i++) {
          // SGD with Nesterov's momentum as PyTorch has it; delta is its buffer.
          double gradient = (double) before[i] - mean[i];
          double buffer = 0.9 * delta[i] + gradient;
          next[i] = (float) (before[i] - 0.7 * (gradient + 0.9 * buffer));
          delta[i] = (float) buffer;
        }
        yield next;
      }
    };
  }

  /** Neighbours first, then neighbouring pairs, and so on. */
  private static float[] mean(List<float[]> values, List<Long> weights) {
    if (values.size() == 1) {
      return values.get(0);
    }
    List<float[]> half = new ArrayList<>();
    List<Long> sums = new ArrayList<>();
    for (int i = 0; i < values.size(); i += 2) {
      if (i + 1 == values.size()) {
        half.add(values.get(i));
        sums.add(weights.get(i));
      } else {
        float[] a = values.get(i);
        float[] b = values.get(i + 1);
        double share = (double) weights.get(i + 1) / (weights.get(i) + weights.get(i + 1));
        float[] c = new float[a.length];
        for (int k = 0; k < a.length; k++) {
          c[k] = (float) (a[k] + ((double) b[k] - a[k]) * share);
        }
        half.add(c);
        sums.add(weights.get(i) + weights.get(i + 1));
      }
    }
    return mean(half, sums);
  }

  private Network network(int vocabulary) {
    TrainingConfig training = config.training();
    AveragingConfig averaging = config.averaging();
    NetworkSpecification specification =
        NetworkSpecification.ofText(
            config.model(),
            vocabulary,
            training,
            LearningRateSchedule.of(
                    training.schedule(),
                    training.updater().learningRate(),
                    lanes.get(0).size(),
                    training.epochs())
                .withTurns(
                    plan.turnIterations(),
                    averaging.workers(),
                    averaging.scaleLearningRate() ? averaging.workers() : 1),
            config.seed());
    Network drawn = Engines.of(training).network(specification);
    Network network = drawn.source().open();
    network.take(drawn.snapshot());
    return network;
  }

  /** The worker's sequences at a step; null where a lane has ended. */
  private int[][] minibatch(int worker, int step) {
    int[][] rows = new int[config.training().minibatchSize()][];
    for (int row = 0; row < rows.length; row++) {
      List<int[]> lane = lanes.get(row * config.averaging().workers() + worker);
      rows[row] = step < lane.size() ? lane.get(step) : null;
    }
    return rows;
  }

  private static float[] floats(INDArray array) {
    float[] values = new float[array == null ? 0 : (int) array.length()];
    IntStream.range(0, values.length).forEach(i -> values[i] = array.getFloat(i));
    return values;
  }
}
