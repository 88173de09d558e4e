package org.ravel.network.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.Activation;
import org.ravel.network.Chain;
import org.ravel.network.HiddenState;
import org.ravel.network.RunningChain;
import org.ravel.network.input.EmbeddingLayer;
import org.ravel.network.layer.DenseLayer;
import org.ravel.network.module.Parameters;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Field;

/**
 * The mean of a minibatch with weights of its targets, and its gradients, by finite differences.
 */
class WeightedLossTest {
  private static final double[] WEIGHTS = {0.5, 3, 1.25};
  private static final double STEP = 1e-5;

  private final Batch batch =
      new Batch(
          Field.of(new int[] {0, 3, 1, 2}, new int[] {2, 2}),
          Field.of(new int[] {1, 0, 2, 1}, new int[] {0, 1}));

  @Test
  void theLossIsTheWeightedMeanAndTheGradientsAreItsOwn() {
    for (double smoothing : new double[] {0, 0.1}) {
      Chain chain =
          new Chain(
              new EmbeddingLayer(4, 3),
              List.of(new DenseLayer(3, 5, Activation.TANH)),
              new SoftmaxLayer(5, 3, smoothing, null));
      Parameters parameters = Parameters.zero(chain.parameters(), DataType.DOUBLE);
      Nd4j.getRandom().setSeed(7);
      parameters.flat().assign(Nd4j.randn(DataType.DOUBLE, 1, parameters.flat().length()));
      Parameters gradients = Parameters.zero(chain.parameters(), DataType.DOUBLE);
      assertThat(train(chain, parameters, gradients, WEIGHTS))
          .isCloseTo(weightedMean(chain, parameters) * batch.counted(), within(1e-10));
      INDArray flat = parameters.flat();
      for (int i = 0; i < flat.length(); i++) {
        double value = flat.getDouble(i);
        flat.putScalar(i, value + STEP);
        double above = weightedMean(chain, parameters);
        flat.putScalar(i, value - STEP);
        double below = weightedMean(chain, parameters);
        flat.putScalar(i, value);
        assertThat(gradients.flat().getDouble(i))
            .as("parameter %d, smoothing %s", i, smoothing)
            .isCloseTo((above - below) / (2 * STEP), within(1e-7));
      }
    }
  }

  /** Σ w nats / Σ w of the targets one by one: each alone has its own mean, whatever it weighs. */
  private double weightedMean(Chain chain, Parameters parameters) {
    double nats = 0;
    double weights = 0;
    for (int row = 0; row < batch.read().rows(); row++) {
      for (int step = 0; step < batch.targets().lengths()[row]; step++) {
        Batch alone =
            new Batch(
                Field.of(new int[] {batch.inputs().id(row, step)}),
                Field.of(new int[] {batch.symbols().id(row, step)}));
        Parameters unused = Parameters.zero(chain.parameters(), DataType.DOUBLE);
        double weight = WEIGHTS[batch.symbols().id(row, step)];
        nats += weight * train(chain, parameters, unused, alone, null);
        weights += weight;
      }
    }
    return nats / weights;
  }

  @Test
  void equalWeightsChangeNothing() {
    Chain chain = new Chain(new EmbeddingLayer(4, 3), List.of(), new SoftmaxLayer(3, 3, 0, null));
    Parameters parameters = Parameters.zero(chain.parameters(), DataType.DOUBLE);
    Nd4j.getRandom().setSeed(8);
    parameters.flat().assign(Nd4j.randn(DataType.DOUBLE, 1, parameters.flat().length()));
    Parameters plain = Parameters.zero(chain.parameters(), DataType.DOUBLE);
    Parameters weighted = Parameters.zero(chain.parameters(), DataType.DOUBLE);
    double nats = train(chain, parameters, plain, null);
    assertThat(train(chain, parameters, weighted, new double[] {2, 2, 2}))
        .isCloseTo(nats, within(1e-12));
    assertThat(weighted.flat().equalsWithEps(plain.flat(), 1e-12)).isTrue();
  }

  @Test
  void aConditionalRandomFieldHasNoWeights() {
    Chain chain = new Chain(new EmbeddingLayer(4, 3), List.of(), new CrfLayer(3, 3));
    Parameters parameters = Parameters.zero(chain.parameters(), DataType.DOUBLE);
    assertThatThrownBy(() -> train(chain, parameters, parameters, WEIGHTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no weights of classes");
  }

  private double train(
      Chain chain, Parameters parameters, Parameters gradients, double[] classWeights) {
    return train(chain, parameters, gradients, batch, classWeights);
  }

  private static double train(
      Chain chain,
      Parameters parameters,
      Parameters gradients,
      Batch batch,
      double[] classWeights) {
    try (RunningChain running = chain.open(parameters, gradients)) {
      return running.train(batch, HiddenState.zero(), null, classWeights);
    }
  }
}
