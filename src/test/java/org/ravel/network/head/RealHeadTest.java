package org.ravel.network.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.apache.commons.math3.distribution.TDistribution;
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
    // Where nothing is decided.
    ModuleContract.check(
        new BernoulliLayer(3, 4),
        rows -> targets(rows, 4, r -> r.nextInt(3) == 0 ? Float.NaN : r.nextInt(2)));
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

  @Test
  void studentTKeepsTheContract() {
    ModuleContract.check(new StudentTLayer(3, 2), rows -> targets(rows, 2, Random::nextGaussian));
  }

  @Test
  void quantilesKeepTheContract() {
    ModuleContract.check(
        new QuantileLayer(3, 2, List.of(0.1, 0.5, 0.95)),
        rows -> targets(rows, 2, Random::nextGaussian));
  }

  /** Some targets of a step are missing, or all of them: they have no loss and no gradient. */
  @Test
  void whatIsMissingDoesNotCount() {
    List<HeadLayer> layers =
        List.of(
            new SquaredErrorLayer(3, 2),
            new GaussianLayer(3, 2, null),
            new StudentTLayer(3, 2),
            new QuantileLayer(3, 2, List.of(0.1, 0.5)));
    for (HeadLayer layer : layers) {
      ModuleContract.check(
          layer,
          rows ->
              targets(
                  rows, 2, r -> r.nextBoolean() ? (Number) Double.NaN : (Number) r.nextGaussian()));
      Parameters values = new Parameters(layer.parameters(""), ones(layer));
      Parameters gradients = Parameters.zero(layer.parameters(""), DataType.DOUBLE);
      try (Head head = layer.open("", values, gradients)) {
        Activations input = Forward.activations(3, new double[][] {{1, 2, 3}});
        RealField missing = new RealField(1, new int[] {1}, 2, new float[] {Float.NaN, Float.NaN});
        Head.Result result = head.train(input, missing, 1);
        assertThat(result.nats()).isZero();
        assertThat(Doubles.read(result.inputGradient())).containsOnly(0);
        assertThat(Doubles.read(gradients.flat())).containsOnly(0);
      }
    }
  }

  private static INDArray ones(HeadLayer layer) {
    long size = Parameters.numbers(layer.parameters(""));
    return Nd4j.ones(DataType.DOUBLE, 1, size);
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

  /** Quantiles are the distribution's: 1.959964 deviations hold 95 % of a normal one. */
  @Test
  void gaussianHasQuantiles() {
    RealPrediction found = predict(new GaussianLayer(1, 1, null), 2, 0, 1, Math.log(4));
    double deviation = Math.sqrt(found.variance(0, 0, 0));
    assertThat(found.quantile(0, 0, 0, 0.975)).isCloseTo(3 + 1.959963985 * deviation, within(1e-8));
    assertThat(found.quantile(0, 0, 0, 0.5)).isCloseTo(3, within(1e-12));
    RealPrediction given = RealPrediction.normal(2, 2, new double[] {1, 2, 4, 9, 3, 4, 16, 25});
    assertThat(given.mean(1, 0, 0)).isEqualTo(3);
    assertThat(given.variance(0, 0, 1)).isEqualTo(9);
    assertThat(given.quantile(1, 0, 1, 0.975)).isCloseTo(4 + 1.959963985 * 5, within(1e-8));
    double density = Math.exp(-4 / 8.0) / Math.sqrt(2 * Math.PI * 4);
    assertThat(given.nats(0, 0, 0, 3)).isCloseTo(-Math.log(density), within(1e-12));
    assertThatThrownBy(() -> RealPrediction.normal(1, 2, new double[3]))
        .hasMessage("3 numbers are no steps of 1 rows, which have 4 numbers each");
  }

  /** Against another library's density and quantiles. */
  @Test
  void studentTIsTheFormula() {
    double freedom = 2 + Math.log1p(Math.exp(1.5));
    TDistribution exact = new TDistribution(null, freedom);
    // location 1, scale 2
    RealPrediction found = predict(new StudentTLayer(1, 1), 1, 0, 0, 0, Math.log(2), 1.5);
    assertThat(found.mean(0, 0, 0)).isEqualTo(1);
    assertThat(found.variance(0, 0, 0)).isCloseTo(4 * freedom / (freedom - 2), within(1e-9));
    assertThat(found.nats(0, 0, 0, 6)).isCloseTo(-Math.log(exact.density(2.5) / 2), within(1e-9));
    for (double level : new double[] {0.025, 0.3, 0.5, 0.9}) {
      double quantile = 1 + 2 * exact.inverseCumulativeProbability(level);
      assertThat(found.quantile(0, 0, 0, level)).isCloseTo(quantile, within(1e-7));
    }
    RealPrediction never = predict(new StudentTLayer(1, 1), 1, 0, 0, 0, -500, 900);
    assertThat(never.variance(0, 0, 0)).isCloseTo(1e-6, within(1e-8));
  }

  @Test
  void studentTsQuantilesAreInterpolatedToManyDigits() {
    for (double freedom : new double[] {2, 2.01, 3, 7.7, 30, 1e3, 1e6}) {
      TDistribution exact = new TDistribution(null, freedom);
      for (double level : new double[] {0.001, 0.025, 0.1, 0.45, 0.51, 0.75, 0.95, 0.995}) {
        double quantile = exact.inverseCumulativeProbability(level);
        assertThat(StudentT.quantile(level, freedom))
            .as("level %s, %s degrees of freedom", level, freedom)
            .isCloseTo(quantile, within(2e-7 * Math.max(1, Math.abs(quantile))));
      }
    }
  }

  /** Losses by hand; what crosses is put in order, what is between levels is interpolated. */
  @Test
  void quantilesAreTheFormula() {
    QuantileLayer layer = new QuantileLayer(1, 1, List.of(0.1, 0.5, 0.9));
    RealPrediction found = predict(layer, 0, 0, 0, 1, 2, 5);
    assertThat(found.nats(0, 0, 0, 4)).isCloseTo(0.1 * 3 + 0.5 * 2 + 0.1 * 1, within(1e-12));
    assertThat(found.mean(0, 0, 0)).isEqualTo(2);
    assertThat(found.quantile(0, 0, 0, 0.7)).isCloseTo(3.5, within(1e-12));
    assertThat(found.hasQuantile(0.9)).isTrue();
    assertThat(found.hasQuantile(0.95)).isFalse();
    assertThatThrownBy(() -> found.quantile(0, 0, 0, 0.95))
        .hasMessage("there is no quantile of level 0.95");
    RealPrediction crossed = predict(layer, 0, 0, 0, 5, 1, 2);
    assertThat(crossed.quantile(0, 0, 0, 0.1)).isEqualTo(1);
    assertThat(crossed.mean(0, 0, 0)).isEqualTo(2);
    assertThatThrownBy(() -> new QuantileLayer(1, 1, List.of(0.9, 0.5)))
        .hasMessage("levels of quantiles are [0.9, 0.5] but must ascend between 0 and 1");
    assertThatThrownBy(() -> new QuantileLayer(1, 1, List.of(0.1)))
        .hasMessage("levels of quantiles are [0.1] but must have the median, 0.5");
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
          .hasMessage(
              "a label's target is 3.0 but must lie in [0, 1], or be NaN where nothing is decided");
    }
    assertThatThrownBy(() -> new GaussianLayer(1, 1, 0.0))
        .hasMessage("a variance is 0.0 but must be a finite number above 0");
    assertThatThrownBy(() -> new SquaredErrorLayer(1, 0))
        .hasMessage("an output of numbers has width 0 but must have at least 1");
  }
}
