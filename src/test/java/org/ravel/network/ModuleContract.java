package org.ravel.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Head;
import org.ravel.network.module.HeadLayer;
import org.ravel.network.module.Layer;
import org.ravel.network.module.Module;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Pass;
import org.ravel.sequence.Steps;

/**
 * What every module and every head keeps, whatever it computes: gradients that are those of finite
 * differences in double precision, the same in single precision, added to what is there; rows of
 * different lengths, none of which is seen to have anything after its end.
 */
public final class ModuleContract {
  /** Rows of different lengths, one empty; room behind the longest; a single step; no step. */
  private static final List<Rows> CASES =
      List.of(new Rows(5, 5, 2, 0, 4), new Rows(3, 0, 1, 2), new Rows(1, 1), new Rows(2, 0, 0));

  private static final double STEP = 1e-4;
  private static final int DIRECTIONS = 3;
  private static final double LARGE = 1e30;
  private static final long SEED = 20_260_111;

  private final List<ParameterShape> shapes;
  private final Opening opening;
  private final int inputs;

  private ModuleContract(List<ParameterShape> shapes, Opening opening, int inputs) {
    // There are others' parameters in the vector too.
    this.shapes =
        Stream.concat(Stream.of(ParameterShape.matrix("above", 1, 3)), shapes.stream()).toList();
    this.opening = opening;
    this.inputs = inputs;
  }

  /** Steps that there is room for, and how many of them each row has. */
  public record Rows(int steps, int... lengths) {
    @Override
    public String toString() {
      return "%d steps, lengths %s".formatted(steps, Arrays.toString(lengths));
    }
  }

  /** Runs what is checked forward and back. */
  private interface Subject extends AutoCloseable {
    /** The loss; whoever needs no gradient leaves it at that. */
    double loss(Activations input);

    /** Runs as {@link #loss} and then back: adds the gradients, and returns the input's. */
    INDArray inputGradient(Activations input);

    @Override
    void close();
  }

  /** Opens what is checked. */
  private interface Opening {
    Subject open(Parameters values, Parameters gradients);
  }

  /** Checks a module. */
  public static void check(Layer layer) {
    check(layer, output -> 0);
  }

  /**
   * Checks a module.
   *
   * @param penalty what its output adds to the loss by itself
   */
  public static void check(Layer layer, ToDoubleFunction<Activations> penalty) {
    new ModuleContract(
            layer.parameters("0_"),
            (values, gradients) -> new ModuleSubject(layer.open("0_", values, gradients), penalty),
            layer.inputs())
        .check();
    for (DataType type : new DataType[] {DataType.DOUBLE, DataType.FLOAT}) {
      checkPasses(layer, type);
    }
  }

  /**
   * Checks a head.
   *
   * @param targets for rows
   */
  public static void check(HeadLayer layer, TargetSource targets) {
    new ModuleContract(
            layer.parameters("0_"),
            (values, gradients) -> new HeadSubject(layer.open("0_", values, gradients), targets),
            layer.inputs())
        .check();
  }

  /** Targets of rows, the same ones for the same rows. */
  public interface TargetSource {
    /** As many steps and rows. */
    Steps of(Rows rows);
  }

  private void check() {
    differences();
    for (DataType type : new DataType[] {DataType.DOUBLE, DataType.FLOAT}) {
      lengths(type);
      sums(type);
    }
    types();
  }

  /** Gradients against differences of the loss. */
  private void differences() {
    Parameters values = random(DataType.DOUBLE);
    Parameters gradients = Parameters.zero(shapes, DataType.DOUBLE);
    try (Subject subject = opening.open(values, gradients)) {
      for (Rows rows : CASES) {
        Activations input = input(rows, DataType.DOUBLE, 1);
        gradients.flat().assign(0);
        INDArray inputGradient = subject.inputGradient(input).dup('c');
        INDArray gradient = gradients.flat().dup('c');
        assertDifferences(subject, input, values.flat(), gradient, rows + ", parameter ");
        assertDifferences(subject, input, input.values(), inputGradient, rows + ", input ");
      }
    }
  }

  /**
   * Along directions at random, to which every number of the gradient contributes. Where they
   * disagree, which may be at an edge of a function, each number is asked by itself.
   */
  private static void assertDifferences(
      Subject subject, Activations input, INDArray changed, INDArray gradient, String name) {
    double[] found = numbers(gradient);
    Random random = new Random(SEED + 3);
    boolean agree = true;
    for (int i = 0; i < DIRECTIONS; i++) {
      double[] direction = random.doubles(found.length, -1, 1).toArray();
      double slope = 0;
      for (int j = 0; j < found.length; j++) {
        slope += direction[j] * found[j];
      }
      agree &= near(slope, difference(subject, input, changed, direction));
    }
    for (int i = 0; !agree && i < found.length; i++) {
      double[] direction = new double[found.length];
      direction[i] = 1;
      double difference = difference(subject, input, changed, direction);
      assertThat(near(found[i], difference))
          .as("%s%d: gradient %s, difference %s", name, i, found[i], difference)
          .isTrue();
    }
  }

  private static boolean near(double gradient, double difference) {
    return Math.abs(gradient - difference) <= 1e-7 * Math.max(1, Math.abs(difference));
  }

  /** To the fourth order: (8 (f(h) − f(−h)) − (f(2h) − f(−2h))) / 12h. */
  private static double difference(
      Subject subject, Activations input, INDArray changed, double[] direction) {
    INDArray before = changed.dup('c');
    INDArray step = Nd4j.createFromArray(direction).reshape('c', changed.shape()).muli(STEP);
    double sum = 0;
    for (int steps : new int[] {-2, -1, 1, 2}) {
      changed.assign(before).addi(step.mul(steps));
      double weight = Math.signum(steps) * (Math.abs(steps) == 1 ? 8 : -1);
      sum += weight * subject.loss(input);
    }
    changed.assign(before);
    return sum / (12 * STEP);
  }

  /** What stands after a row's end has no effect, and no gradient. */
  private void lengths(DataType type) {
    Parameters values = random(type);
    Parameters gradients = Parameters.zero(shapes, type);
    try (Subject subject = opening.open(values, gradients)) {
      for (Rows rows : CASES) {
        Activations plain = input(rows, type, 1);
        INDArray expected = subject.inputGradient(plain).dup('c');
        INDArray expectedGradient = gradients.flat().dup('c');
        double expectedLoss = subject.loss(plain);
        Activations poisoned = input(rows, type, LARGE);
        gradients.flat().assign(0);
        INDArray found = subject.inputGradient(poisoned);
        assertThat(found.shape()).as("%s %s", type, rows).isEqualTo(plain.values().shape());
        assertSame(found, expected, type + " " + rows + ", gradient of the input");
        assertSame(gradients.flat(), expectedGradient, type + " " + rows + ", gradient");
        assertThat(subject.loss(poisoned)).as("%s %s", type, rows).isEqualTo(expectedLoss);
        assertZeroAfterEnds(found, rows.lengths());
        gradients.flat().assign(0);
      }
    }
  }

  /** Gradients are added to those that are there. */
  private void sums(DataType type) {
    Parameters values = random(type);
    Parameters gradients = Parameters.zero(shapes, type);
    double tolerance = type == DataType.DOUBLE ? 1e-12 : 1e-4;
    try (Subject subject = opening.open(values, gradients)) {
      Activations input = input(CASES.get(0), type, 1);
      subject.inputGradient(input);
      INDArray once = gradients.flat().dup('c');
      gradients.flat().addi(1);
      subject.inputGradient(input);
      assertNear(gradients.flat(), once.mul(2).addi(1), tolerance, type + ", two gradients");
    }
  }

  /** Single precision comes to what double precision does. */
  private void types() {
    Parameters wide = random(DataType.DOUBLE);
    Parameters narrow = new Parameters(shapes, wide.flat().castTo(DataType.FLOAT));
    Parameters wideGradients = Parameters.zero(shapes, DataType.DOUBLE);
    Parameters narrowGradients = Parameters.zero(shapes, DataType.FLOAT);
    try (Subject inDouble = opening.open(wide, wideGradients);
        Subject inFloat = opening.open(narrow, narrowGradients)) {
      for (Rows rows : CASES) {
        INDArray expected = inDouble.inputGradient(input(rows, DataType.DOUBLE, 1));
        INDArray found = inFloat.inputGradient(input(rows, DataType.FLOAT, 1));
        assertThat(found.dataType()).isEqualTo(DataType.FLOAT);
        assertNear(found, expected, 1e-4, rows + ", gradient of the input in single precision");
        assertNear(
            narrowGradients.flat(),
            wideGradients.flat(),
            1e-4,
            rows + ", gradient in single precision");
      }
    }
  }

  private static void checkPasses(Layer layer, DataType type) {
    ModuleContract contract = new ModuleContract(layer.parameters("0_"), null, layer.inputs());
    Parameters values = contract.random(type);
    Parameters gradients = Parameters.zero(contract.shapes, type);
    try (Module module = layer.open("0_", values, gradients);
        Module predicting = layer.open("0_", values, null)) {
      for (Rows rows : CASES) {
        checkOutput(layer, module, predicting, contract.input(rows, type, LARGE), rows.toString());
      }
      Activations first = contract.input(CASES.get(0), type, 1);
      Activations second = new Activations(first.values().mul(0.5), first.lengths());
      module.backward(weights(module.forward(second, training())));
      INDArray expected = gradients.flat().dup('c');
      gradients.flat().assign(0);
      module.forward(first, training());
      module.backward(weights(module.forward(second, training())));
      assertSame(gradients.flat(), expected, type + ", gradient after two ways forward");
    }
  }

  private static void checkOutput(
      Layer layer, Module module, Module predicting, Activations input, String name) {
    INDArray before = input.values().dup('c');
    Activations output = module.forward(input, training());
    assertSame(input.values(), before, name + ", input after the way forward");
    assertThat(output.width()).as(name).isEqualTo(layer.width());
    assertThat(output.rows()).as(name).isEqualTo(input.rows());
    assertThat(output.values().ordering()).as(name).isEqualTo('c');
    assertThat(output.values().dataType()).isEqualTo(input.values().dataType());
    assertThat(Arrays.stream(numbers(output.values())).allMatch(Double::isFinite))
        .as("%s: all of the output is finite", name)
        .isTrue();
    INDArray trained = output.values().dup('c');
    if (isRandom(module, input)) {
      return;
    }
    for (Module other : List.of(module, predicting)) {
      Activations predicted = other.forward(input, Pass.PREDICTION);
      assertThat(predicted.lengths()).as(name).isEqualTo(output.lengths());
      INDArray values = predicted.values().dup('c');
      clearAfterEnds(values, output.lengths());
      clearAfterEnds(trained, output.lengths());
      assertSame(values, trained, name + ", output without training");
    }
  }

  private static boolean isRandom(Module module, Activations input) {
    INDArray one = module.forward(input, training()).values().dup('c');
    Pass other = new Pass(true, new SplittableRandom(SEED + 1));
    return !Arrays.equals(numbers(one), numbers(module.forward(input, other).values()));
  }

  /** Always the same numbers at random. */
  private static Pass training() {
    return new Pass(true, new SplittableRandom(SEED));
  }

  private record ModuleSubject(Module module, ToDoubleFunction<Activations> penalty)
      implements Subject {

    @Override
    public double loss(Activations input) {
      Activations output = module.forward(input, training());
      double[] numbers = numbers(output.values());
      double[] weights = numbers(weights(output));
      double sum = penalty.applyAsDouble(output);
      for (int i = 0; i < numbers.length; i++) {
        sum += weights[i] == 0 ? 0 : weights[i] * numbers[i];
      }
      return sum;
    }

    @Override
    public INDArray inputGradient(Activations input) {
      return module.backward(weights(module.forward(input, training())));
    }

    @Override
    public void close() {
      module.close();
    }
  }

  private record HeadSubject(Head head, TargetSource targets) implements Subject {
    private static final double SCALE = 0.3;

    @Override
    public double loss(Activations input) {
      return SCALE * result(input).nats();
    }

    @Override
    public INDArray inputGradient(Activations input) {
      return result(input).inputGradient();
    }

    private Head.Result result(Activations input) {
      return head.train(input, targets.of(new Rows(input.steps(), input.lengths())), SCALE);
    }

    @Override
    public void close() {
      head.close();
    }
  }

  private Parameters random(DataType type) {
    Random random = new Random(SEED);
    double[] values = new double[Math.toIntExact(Parameters.numbers(shapes))];
    Arrays.setAll(values, i -> 0.5 * random.nextGaussian());
    INDArray flat = Nd4j.create(type, 1, values.length);
    flat.assign(Nd4j.createFromArray(values).reshape(1, values.length));
    return new Parameters(shapes, flat);
  }

  /** Normal numbers; after a row's end as much larger ones as asked for. */
  private Activations input(Rows rows, DataType type, double scaleAfterEnds) {
    Random random = new Random(SEED + 1);
    int count = rows.lengths().length;
    double[] values = new double[rows.steps() * count * inputs];
    for (int i = 0; i < values.length; i++) {
      int place = i / inputs;
      boolean within = place / count < rows.lengths()[place % count];
      values[i] = random.nextGaussian() * (within ? 1 : scaleAfterEnds);
    }
    INDArray array = Nd4j.createFromArray(values).castTo(type);
    return new Activations(array.reshape('c', rows.steps(), count, inputs), rows.lengths());
  }

  /** A gradient of an output: numbers at random, zero after a row's end. */
  private static INDArray weights(Activations output) {
    Random random = new Random(SEED + 2);
    double[] numbers = new double[Math.toIntExact(output.values().length())];
    Arrays.setAll(numbers, i -> random.nextGaussian());
    INDArray weights =
        Nd4j.createFromArray(numbers)
            .castTo(output.values().dataType())
            .reshape('c', output.values().shape());
    clearAfterEnds(weights, output.lengths());
    return weights;
  }

  private static void clearAfterEnds(INDArray values, int[] lengths) {
    long width = values.size(2);
    for (int place = 0; place < values.size(0) * lengths.length; place++) {
      if (place / lengths.length >= lengths[place % lengths.length]) {
        for (long i = 0; i < width; i++) {
          values.data().put(place * width + i, 0.0);
        }
      }
    }
  }

  private static void assertZeroAfterEnds(INDArray gradient, int[] lengths) {
    INDArray cleared = gradient.dup('c');
    clearAfterEnds(cleared, lengths);
    assertSame(gradient, cleared, "gradient after a row's end");
  }

  private static void assertSame(INDArray found, INDArray expected, String name) {
    assertNear(found, expected, 0, name);
  }

  private static void assertNear(INDArray found, INDArray expected, double tolerance, String name) {
    double[] numbers = numbers(found);
    double[] wanted = numbers(expected);
    assertThat(numbers.length).as(name).isEqualTo(wanted.length);
    double largest = Arrays.stream(wanted).map(Math::abs).max().orElse(0);
    for (int i = 0; i < numbers.length; i++) {
      // Minus zero is zero, and no number is near to what is none.
      boolean near =
          numbers[i] == wanted[i]
              || Math.abs(numbers[i] - wanted[i]) <= tolerance * Math.max(1, largest);
      assertThat(near).as("%s, %d: %s, not %s", name, i, numbers[i], wanted[i]).isTrue();
    }
  }

  private static double[] numbers(INDArray array) {
    return array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
  }
}
