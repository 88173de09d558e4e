package org.ravel.network.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.Doubles;
import org.ravel.network.Forward;
import org.ravel.network.ModuleContract;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Head;
import org.ravel.network.module.HeadLayer;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.sequence.Field;
import org.ravel.sequence.IdSets;
import org.ravel.sequence.RealField;
import org.ravel.sequence.Steps;

class RealHeadTest {
  @Test
  void bernoulliKeepsTheContract() {
    ModuleContract.check(new BernoulliLayer(3, 4), rows -> targets(rows, 4, r -> r.nextInt(2)));
    // A label that is there by a share.
    ModuleContract.check(new BernoulliLayer(1, 1), rows -> targets(rows, 1, Random::nextDouble));
  }

  /** A set of ids is the same as ones and zeros, whatever is in it that nobody has learned. */
  @Test
  void setsAreIndicators() {
    double[][] features = {{0.3, -1}, {0.5, 2}, {-0.7, 0.1}};
    IdSets sets = IdSets.of(new int[] {2, 0}, new int[0], new int[] {1, 7});
    float[] numbers = {1, 0, 1, 0, 0, 0, 0, 1, 0};
    RealField same = new RealField(1, new int[] {1, 1, 1}, 3, numbers);
    assertThat(trained(features, sets, null)).isEqualTo(trained(features, same, null));
  }

  /** Weights multiply what a label that is there costs, and its gradient; by finite differences. */
  @Test
  void weightsCountLabelsThatAreThere() {
    double[] weights = {3, 0.5, 1};
    double[][] features = {{0.3, -1}, {0.5, 2}};
    IdSets sets = IdSets.of(new int[] {0, 1}, new int[] {1});
    RealPrediction found = opened(new double[6 + 3]).predict(activations(features));
    double nats = 0;
    for (int row = 0; row < 2; row++) {
      for (int label = 0; label < 3; label++) {
        boolean isThere = label == 1 || (label == 0 && row == 0);
        nats += (isThere ? weights[label] : 1) * found.nats(row, 0, label, isThere ? 1 : 0);
      }
    }
    Trained whole = trained(features, sets, weights);
    assertThat(whole.nats()).isCloseTo(nats, within(1e-12));
    double step = 1e-6;
    for (int row = 0; row < 2; row++) {
      for (int i = 0; i < 2; i++) {
        double[][] moved = {features[0].clone(), features[1].clone()};
        moved[row][i] += step;
        double above = trained(moved, sets, weights).nats();
        moved[row][i] -= 2 * step;
        double slope = (above - trained(moved, sets, weights).nats()) / (2 * step);
        assertThat(whole.inputGradient()[row * 2 + i]).isCloseTo(slope, within(1e-8));
      }
    }
    assertThatThrownBy(() -> trained(features, sets, new double[2]))
        .hasMessageContaining("2 weights of classes for 3 numbers");
  }

  private record Trained(double nats, List<Double> gradients) {
    double[] inputGradient() {
      return gradients.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  private static Trained trained(double[][] features, Steps targets, double[] weights) {
    RealHead head = opened(new double[6 + 3]);
    Head.Result result =
        weights == null
            ? head.train(activations(features), targets, 1)
            : head.train(activations(features), targets, 1, weights);
    return new Trained(
        result.nats(), Arrays.stream(Doubles.read(result.inputGradient())).boxed().toList());
  }

  private static Activations activations(double[][] features) {
    double[][][] rows =
        Arrays.stream(features).map(row -> new double[][] {row}).toArray(double[][][]::new);
    return Forward.activations(2, rows);
  }

  /** Two features, three labels, some parameters. */
  private static RealHead opened(double[] parameters) {
    BernoulliLayer layer = new BernoulliLayer(2, 3);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = Math.sin(i + 1);
    }
    List<ParameterShape> shapes = layer.parameters("");
    Parameters values =
        new Parameters(shapes, Nd4j.createFromArray(parameters).reshape('c', 1, parameters.length));
    return layer.open("", values, Parameters.zero(shapes, DataType.DOUBLE));
  }

  @Test
  void squaredErrorKeepsTheContract() {
    ModuleContract.check(
        new SquaredErrorLayer(3, 2), rows -> targets(rows, 2, Random::nextGaussian));
  }

  @Test
  void gaussianKeepsTheContract() {
    ModuleContract.check(
        new GaussianLayer(3, 2, null), rows -> targets(rows, 2, Random::nextGaussian));
    ModuleContract.check(
        new GaussianLayer(3, 2, 0.25), rows -> targets(rows, 2, Random::nextGaussian));
  }

  private static RealField targets(
      ModuleContract.Rows rows, int width, Function<Random, Number> draw) {
    Random random = new Random(9);
    float[] numbers = new float[rows.steps() * rows.lengths().length * width];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = draw.apply(random).floatValue();
    }
    return new RealField(rows.steps(), rows.lengths(), width, numbers);
  }

  @Test
  void bernoulliIsTheFormula() {
    RealPrediction found = predict(new BernoulliLayer(1, 2), 2, 0, 0, -1);
    double first = 1 / (1 + Math.exp(-2));
    double second = 1 / (1 + Math.exp(1));
    assertThat(found.mean(0, 0, 0)).isCloseTo(first, within(1e-12));
    assertThat(found.mean(0, 0, 1)).isCloseTo(second, within(1e-12));
    assertThat(found.variance(0, 0, 1)).isCloseTo(second * (1 - second), within(1e-12));
    assertThat(found.nats(0, 0, new float[] {1, 0}))
        .isCloseTo(-Math.log(first) - Math.log(1 - second), within(1e-12));
    assertThat(predict(new BernoulliLayer(1, 1), -900, 0).nats(0, 0, new float[] {1}))
        .isCloseTo(900, within(1e-9));
  }

  @Test
  void gaussianIsTheFormula() {
    // mean 3, variance exp(1)
    RealPrediction found = predict(new GaussianLayer(1, 1, null), 2, 0, 1, 1);
    assertThat(found.mean(0, 0, 0)).isCloseTo(3, within(1e-12));
    assertThat(found.variance(0, 0, 0)).isCloseTo(Math.E, within(1e-12));
    double density = Math.exp(-4 / (2 * Math.E)) / Math.sqrt(2 * Math.PI * Math.E);
    assertThat(found.nats(0, 0, new float[] {5})).isCloseTo(-Math.log(density), within(1e-12));
    RealPrediction fixed = predict(new GaussianLayer(1, 1, 4.0), 2, 1);
    double wider = Math.exp(-4 / 8.0) / Math.sqrt(2 * Math.PI * 4);
    assertThat(fixed.variance(0, 0, 0)).isEqualTo(4);
    assertThat(fixed.nats(0, 0, new float[] {5})).isCloseTo(-Math.log(wider), within(1e-12));
  }

  /** The error is half its square; variances have no bound but at the least one. */
  @Test
  void standsWhatNeverChanges() {
    RealPrediction exact = predict(new GaussianLayer(1, 1, null), 0, 0, 2, -500);
    assertThat(exact.variance(0, 0, 0)).isCloseTo(1e-6, within(1e-12));
    assertThat(exact.nats(0, 0, new float[] {2})).isGreaterThan(-10);
    assertThat(predict(new SquaredErrorLayer(1, 1), 2, 1).nats(0, 0, new float[] {7})).isEqualTo(8);
    assertThat(new GaussianLoss(1, null)).satisfies(RealHeadTest::doesNotFallBelowTheLeast);
  }

  private static void doesNotFallBelowTheLeast(GaussianLoss loss) {
    double[] gradients = new double[2];
    loss.writeGradient(new double[] {2, -500}, 0, 0, 2, gradients);
    assertThat(gradients).containsExactly(new double[] {0, 0}, within(1e-12));
    loss.writeGradient(new double[] {2, -500}, 0, 0, 3, gradients);
    assertThat(gradients[1]).isNegative();
  }

  private static RealPrediction predict(HeadLayer layer, double... parameters) {
    INDArray flat = Nd4j.createFromArray(parameters).reshape(1, parameters.length);
    Parameters values = new Parameters(layer.parameters(""), flat);
    try (RealHead head = (RealHead) layer.open("", values, null)) {
      return head.predict(Forward.activations(1, new double[][] {{1}}));
    }
  }

  @Test
  void refusesOtherTargets() {
    HeadLayer layer = new BernoulliLayer(1, 2);
    INDArray flat = Nd4j.createFromArray(0.0, 0, 0, 0).reshape(1, 4);
    Parameters values = new Parameters(layer.parameters(""), flat);
    Activations input = Forward.activations(1, new double[][] {{1}});
    int[] lengths = {1};
    try (Head head = layer.open("", values, values)) {
      assertThatThrownBy(() -> head.train(input, Field.of(new int[] {1}), 1))
          .hasMessage(
              "an output of numbers is to be trained with steps of 2 real numbers but was given"
                  + " ids");
      assertThatThrownBy(() -> head.train(input, new RealField(1, lengths, 1, new float[] {1}), 1))
          .hasMessage(
              "an output of numbers is to be trained with steps of 2 real numbers but was given"
                  + " steps of 1 real numbers");
      assertThatThrownBy(
              () -> head.train(input, new RealField(1, lengths, 2, new float[] {1, 3}), 1))
          .hasMessage("a label's target is 3.0 but must lie in [0, 1]");
    }
    assertThatThrownBy(() -> new GaussianLayer(1, 1, 0.0))
        .hasMessage("a variance is 0.0 but must be a finite number above 0");
    assertThatThrownBy(() -> new SquaredErrorLayer(1, 0))
        .hasMessage("an output of numbers has width 0 but must have at least 1");
  }
}
