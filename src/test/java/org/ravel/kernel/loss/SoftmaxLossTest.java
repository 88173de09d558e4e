package org.ravel.kernel.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.OneDnn;
import org.ravel.kernel.recurrence.ReferenceRecurrence;

/** Both losses against the formula in plain loops. */
class SoftmaxLossTest {
  private static final long SEED = 31;

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "5, 3, 7", "33, 16, 96", "7, 9, 131", "6, 5, 1200"})
  void agreesWithTheFormula(int rows, int inputs, int classes) {
    double[] weights = new Random(SEED).doubles(classes, 0.2, 3).toArray();
    agreesWithTheFormula(rows, inputs, classes, 0, null);
    agreesWithTheFormula(rows, inputs, classes, 0.2, null);
    agreesWithTheFormula(rows, inputs, classes, 0, weights);
    agreesWithTheFormula(rows, inputs, classes, 0.2, weights);
  }

  private static void agreesWithTheFormula(
      int rows, int inputs, int classes, double smoothing, double[] weights) {
    var shape = new SoftmaxLoss.LossShape(rows, inputs, classes);
    check(shape, new PortableSoftmaxLoss(shape), DataType.DOUBLE, smoothing, weights, 1e-12);
    check(shape, new PortableSoftmaxLoss(shape), DataType.FLOAT, smoothing, weights, 5e-6);
    assumeTrue(OneDnn.failure() == null);
    check(shape, new OneDnnSoftmaxLoss(shape), DataType.FLOAT, smoothing, weights, 5e-6);
  }

  private static void check(
      SoftmaxLoss.LossShape shape,
      SoftmaxLoss loss,
      DataType type,
      double smoothing,
      double[] weights,
      double tolerance) {
    var random = new Random(SEED);
    double[][] x = matrix(random, shape.rows(), shape.inputs());
    double[][] w = matrix(random, shape.inputs(), shape.classes());
    double[][] b = matrix(random, 1, shape.classes());
    int[] targets = random.ints(shape.rows(), -1, shape.classes()).toArray();
    double scale = 0.5;
    INDArray weightGradient = Nd4j.create(type, new long[] {shape.inputs(), shape.classes()}, 'f');
    INDArray biasGradient = Nd4j.create(type, 1, shape.classes());
    // What is there already is added to.
    weightGradient.assign(1);
    biasGradient.assign(1);
    INDArray inputGradient = Nd4j.create(type, shape.rows(), shape.inputs());
    INDArray probabilities = Nd4j.create(type, shape.rows(), shape.classes());
    INDArray logits = Nd4j.create(type, shape.rows(), shape.classes());
    double nats;
    try (loss) {
      INDArray rows = array(x, type);
      nats =
          loss.run(
              rows,
              new SoftmaxLoss.Targets(targets, smoothing, weights),
              new SoftmaxLoss.Projection(array(w, type).dup('f'), array(b, type)),
              scale,
              new SoftmaxLoss.Projection(weightGradient, biasGradient),
              inputGradient);
      var projection = new SoftmaxLoss.Projection(array(w, type).dup('f'), array(b, type));
      loss.probabilities(rows, projection, probabilities);
      loss.logits(rows, projection, logits);
    }

    var expected = new Expected(shape, x, w, b[0], targets, smoothing, weights, scale);
    assertThat(nats).as("seed %d", SEED).isCloseTo(expected.nats, within(1e-5 * shape.rows()));
    assertClose(probabilities, expected.probabilities, tolerance);
    assertClose(logits, expected.logits, tolerance);
    assertClose(weightGradient.subi(1), expected.weights, tolerance);
    assertClose(biasGradient.subi(1), new double[][] {expected.bias}, tolerance);
    assertClose(inputGradient, expected.input, tolerance);
  }

  /** Nats and gradients by plain loops. */
  private static final class Expected {
    double nats;
    final double[][] logits;
    final double[][] probabilities;
    final double[][] weights;
    final double[] bias;
    final double[][] input;

    Expected(
        SoftmaxLoss.LossShape shape,
        double[][] x,
        double[][] w,
        double[] b,
        int[] targets,
        double smoothing,
        double[] ofClasses,
        double scale) {
      logits = new double[shape.rows()][];
      probabilities = new double[shape.rows()][shape.classes()];
      weights = new double[shape.inputs()][shape.classes()];
      bias = new double[shape.classes()];
      input = new double[shape.rows()][shape.inputs()];
      for (int n = 0; n < shape.rows(); n++) {
        double[] z = b.clone();
        double sum = 0;
        for (int c = 0; c < z.length; c++) {
          for (int i = 0; i < shape.inputs(); i++) {
            z[c] += x[n][i] * w[i][c];
          }
          sum += Math.exp(z[c]);
        }
        logits[n] = z;
        for (int c = 0; c < z.length; c++) {
          probabilities[n][c] = Math.exp(z[c]) / sum;
        }
        if (targets[n] < 0) {
          continue;
        }
        for (int c = 0; c < z.length; c++) {
          double target = smoothing / z.length + (c == targets[n] ? 1 - smoothing : 0);
          double weight = ofClasses == null ? 1 : ofClasses[targets[n]];
          nats -= weight * target * Math.log(probabilities[n][c]);
          double delta = scale * weight * (probabilities[n][c] - target);
          bias[c] += delta;
          for (int i = 0; i < shape.inputs(); i++) {
            weights[i][c] += x[n][i] * delta;
            input[n][i] += w[i][c] * delta;
          }
        }
      }
    }
  }

  /** z = (90, 0, −20): the probabilities of the others are no floats. */
  @Test
  void natsAreExactWhereTheProbabilityUnderflows() {
    var shape = new SoftmaxLoss.LossShape(3, 1, 3);
    checkNats(new PortableSoftmaxLoss(shape), shape);
    assumeTrue(OneDnn.failure() == null);
    checkNats(new OneDnnSoftmaxLoss(shape), shape);
  }

  private static void checkNats(SoftmaxLoss loss, SoftmaxLoss.LossShape shape) {
    INDArray weights = Nd4j.createFromArray(new float[][] {{80, 1, -18}}).dup('f');
    INDArray bias = Nd4j.createFromArray(new float[][] {{10, -1, -2}});
    INDArray rows = Nd4j.ones(DataType.FLOAT, shape.rows(), 1);
    var gradient =
        new SoftmaxLoss.Projection(
            Nd4j.create(DataType.FLOAT, new long[] {1, 3}, 'f'), Nd4j.create(DataType.FLOAT, 1, 3));
    try (loss) {
      double nats =
          loss.run(
              rows,
              new SoftmaxLoss.Targets(new int[] {0, 1, 2}, 0),
              new SoftmaxLoss.Projection(weights, bias),
              1,
              gradient,
              Nd4j.create(DataType.FLOAT, shape.rows(), 1));
      assertThat(nats).isCloseTo(0 + 90 + 110, within(1e-5));
    }
    assertThat(gradient.bias().data().asFloat()).containsExactly(2, -1, -1);
  }

  @Test
  void aTargetThatIsNoClassIsRefused() {
    var shape = new SoftmaxLoss.LossShape(2, 3, 4);

    assertThatThrownBy(() -> new SoftmaxLoss.Targets(new int[] {0, 4}, 0).require(shape))
        .hasMessage("the target of row 1 is 4 but must lie in [0, 4)");
    assertThatThrownBy(
            () -> new SoftmaxLoss.Targets(new int[] {0, 1}, 0, new double[3]).require(shape))
        .hasMessage("there are 3 weights for 4 classes");
    assertThatThrownBy(() -> new SoftmaxLoss.Targets(new int[] {0}, 0).require(shape))
        .hasMessage("there are 1 targets for 2 rows");
  }

  private static double[][] matrix(Random random, int rows, int columns) {
    double[][] matrix = new double[rows][];
    for (int i = 0; i < rows; i++) {
      matrix[i] = ReferenceRecurrence.gaussian(random, columns, 1);
    }
    return matrix;
  }

  private static INDArray array(double[][] values, DataType type) {
    return Nd4j.createFromArray(values).castTo(type);
  }

  private static void assertClose(INDArray actual, double[][] expected, double tolerance) {
    INDArray reference = Nd4j.createFromArray(expected);
    double scale = Math.max(1, reference.amaxNumber().doubleValue());
    assertThat(actual.castTo(DataType.DOUBLE).sub(reference).amaxNumber().doubleValue() / scale)
        .as("seed %d", SEED)
        .isLessThan(tolerance);
  }
}
