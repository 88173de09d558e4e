package org.ravel.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.config.AveragingConfig;
import org.ravel.config.AveragingConfig.OuterConfig;
import org.ravel.config.AveragingConfig.UpdaterState;
import org.ravel.config.RavelConfig;
import org.ravel.config.TrainingConfig;
import org.ravel.model.LearningRateSchedule;
import org.ravel.model.NetworkSpecification;
import org.ravel.model.SmallNetworks;
import org.ravel.model.StepRules;

/** Parameter averaging without Spark, from its definition: a DL4J network for each worker. */
final class PlainAveraging {
  private final RavelConfig config;
  private final int sequenceLength;
  private final boolean dl4j;
  private final RoundPlan plan;
  private final List<List<int[]>> lanes = new ArrayList<>();
  private final List<MultiLayerNetwork> networks = new ArrayList<>();

  PlainAveraging(RavelConfig config, List<int[]> sequences, int vocabulary, int sequenceLength) {
    this.config = config;
    this.sequenceLength = sequenceLength;
    this.dl4j = config.training().engine() == TrainingConfig.Engine.DL4J;
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
    }
  }

  long rounds() {
    return plan.rounds();
  }

  /** Trains, and gives the parameters. */
  float[] train() {
    UpdaterState mode = config.averaging().updaterState();
    float[] parameters = floats(networks.get(0).params());
    float[] state = floats(networks.get(0).getUpdater().getStateViewArray());
    float[] delta = new float[parameters.length];
    for (PlannedRound round : plan) {
      List<float[]> trained = new ArrayList<>();
      List<float[]> states = new ArrayList<>();
      List<Long> weights = new ArrayList<>();
      for (int w = round.firstWorker(); w < round.firstWorker() + round.workers(); w++) {
        MultiLayerNetwork network = networks.get(w);
        network.params().assign(Nd4j.createFromArray(parameters).reshape(1, -1));
        if (state.length > 0 && mode == UpdaterState.AVERAGE) {
          network
              .getUpdater()
              .getStateViewArray()
              .assign(Nd4j.createFromArray(state).reshape(1, -1));
        }
        boolean reset = mode == UpdaterState.RESET;
        if (reset && state.length > 0) {
          network.getUpdater().getStateViewArray().assign(0);
        }
        network.getLayerWiseConfigurations().setIterationCount(reset ? 0 : (int) round.iteration());
        network.getLayerWiseConfigurations().setEpochCount(reset ? (int) round.iteration() : 0);
        if (round.firstStep() == 0 || dl4j) {
          network.rnnClearPreviousState();
        }
        long tokens = 0;
        for (long step = round.firstStep(); step < round.firstStep() + round.steps(); step++) {
          DataSet minibatch = minibatch(w, (int) step);
          if (minibatch != null) {
            network.fit(minibatch);
            tokens += minibatch.getLabelsMaskArray().sumNumber().longValue();
          }
        }
        trained.add(floats(network.params()));
        states.add(floats(network.getUpdater().getStateViewArray()));
        weights.add(dl4j ? 1 : tokens);
      }
      float[] mean = mean(trained, weights);
      parameters = round.workers() == 1 ? mean : outer(parameters, mean, delta);
      state = mean(states, weights);
    }
    return parameters;
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

  private MultiLayerNetwork network(int vocabulary) {
    TrainingConfig training = config.training();
    AveragingConfig averaging = config.averaging();
    MultiLayerNetwork network =
        SmallNetworks.dl4j(
            new NetworkSpecification(
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
                config.seed()));
    network.setListeners(StepRules.of(training).listeners());
    return network;
  }

  private DataSet minibatch(int worker, int step) {
    int size = config.training().minibatchSize();
    int[][] inputs = new int[size][sequenceLength];
    int[][] targets = new int[size][sequenceLength];
    float[][] mask = new float[size][sequenceLength];
    boolean any = false;
    for (int row = 0; row < size; row++) {
      List<int[]> lane = lanes.get(row * config.averaging().workers() + worker);
      if (step < lane.size()) {
        int[] tokens = lane.get(step);
        any = true;
        for (int t = 0; t + 1 < tokens.length; t++) {
          inputs[row][t] = tokens[t];
          targets[row][t] = tokens[t + 1];
          mask[row][t] = 1;
        }
      }
    }
    INDArray masks = Nd4j.createFromArray(mask);
    return any
        ? new DataSet(Nd4j.createFromArray(inputs), Nd4j.createFromArray(targets), masks, masks)
        : null;
  }

  private static float[] floats(INDArray array) {
    float[] values = new float[array == null ? 0 : (int) array.length()];
    IntStream.range(0, values.length).forEach(i -> values[i] = array.getFloat(i));
    return values;
  }
}
