package org.ravel.kernel.recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.ravel.kernel.Kernels;
import org.ravel.kernel.NativeThreads;
import org.ravel.kernel.OneDnn;

/**
 * Outputs and gradients of all kernels against a double-precision reference and its differences.
 */
class RecurrenceTest {
  private static final long SEED = 20260101;

  private static Stream<Geometry> geometries() {
    int[][] sizes = {{1, 1, 1, 1}, {2, 3, 5, 7}, {2, 2, 2, 33}, {1, 5, 3, 8}, {4, 1, 6, 16}};
    return Stream.of(Cell.values())
        .flatMap(
            cell -> Stream.of(sizes).map(s -> new Geometry(cell, s[0], s[1], s[2], s[3], false)));
  }

  static Stream<Arguments> cases() {
    return geometries()
        .flatMap(
            geometry ->
                Stream.of(
                    Arguments.of(geometry, DataType.FLOAT, Kernels.KernelPath.FAST, false),
                    Arguments.of(geometry, DataType.FLOAT, Kernels.KernelPath.FAST, true),
                    Arguments.of(geometry, DataType.FLOAT, Kernels.KernelPath.PORTABLE, false),
                    Arguments.of(geometry, DataType.DOUBLE, Kernels.KernelPath.PORTABLE, true)));
  }

  static Stream<Arguments> unmasked() {
    return geometries()
        .flatMap(
            geometry ->
                Stream.of(
                    Arguments.of(geometry, DataType.FLOAT, Kernels.KernelPath.FAST),
                    Arguments.of(geometry, DataType.FLOAT, Kernels.KernelPath.PORTABLE),
                    Arguments.of(geometry, DataType.DOUBLE, Kernels.KernelPath.PORTABLE)));
  }

  static Stream<Arguments> peepholes() {
    return Stream.of(new int[] {1, 1, 1, 1}, new int[] {2, 4, 3, 7}, new int[] {2, 2, 2, 33})
        .map(s -> new Geometry(Cell.LSTM, s[0], s[1], s[2], s[3], true))
        .flatMap(
            geometry ->
                Stream.of(
                    Arguments.of(geometry, DataType.FLOAT, Kernels.KernelPath.FAST, false),
                    Arguments.of(geometry, DataType.FLOAT, Kernels.KernelPath.FAST, true),
                    Arguments.of(geometry, DataType.FLOAT, Kernels.KernelPath.PORTABLE, false),
                    Arguments.of(geometry, DataType.DOUBLE, Kernels.KernelPath.PORTABLE, true)));
  }

  @ParameterizedTest
  @MethodSource({"cases", "peepholes"})
  void agreesWithFiniteDifferences(
      Geometry geometry, DataType type, Kernels.KernelPath path, boolean masked) {
    assumeTrue(path == Kernels.KernelPath.PORTABLE || OneDnn.failure() == null);
    var reference = new ReferenceRecurrence(geometry, SEED);
    if (masked) {
      reference.mask = mask(geometry);
    }
    double tolerance = type == DataType.FLOAT ? 5e-6 : 1e-7;
    double[] readout =
        ReferenceRecurrence.gaussian(new Random(SEED), reference.outputs().length, 1);

    try (Recurrence recurrence = new RecurrencePlan(geometry, type, path, true).open()) {
      var run = new Run(reference, type, recurrence, readout);

      assertClose("output", run.output, reference.outputs(), tolerance);
      assertGradient(run.inputGradient, reference, reference.input, readout, tolerance);
      assertGradient(run.gradient.input(), reference, reference.inputWeights, readout, tolerance);
      assertGradient(
          run.gradient.recurrent(), reference, reference.recurrentWeights, readout, tolerance);
      assertGradient(run.gradient.bias(), reference, reference.bias, readout, tolerance);
      State initial = recurrence.initialGradient();
      assertGradient(initial.hidden(), reference, reference.initialHidden, readout, tolerance);
      if (geometry.cell().hasMemory()) {
        assertGradient(initial.memory(), reference, reference.initialMemory, readout, tolerance);
      }
      if (geometry.peepholes()) {
        assertGradient(
            run.gradient.peepholes(), reference, reference.peepholes, readout, tolerance);
      }
    }
  }

  /**
   * One recurrence runs over batches of different lengths: what the longer one left is not read.
   */
  @ParameterizedTest
  @MethodSource({"cases", "peepholes"})
  void roomForMoreStepsChangesNothing(
      Geometry geometry, DataType type, Kernels.KernelPath path, boolean masked) {
    assumeTrue(path == Kernels.KernelPath.PORTABLE || OneDnn.failure() == null);
    var longer = new ReferenceRecurrence(doubled(geometry), SEED + 1);
    var shorter = new ReferenceRecurrence(geometry, SEED);
    if (masked) {
      longer.mask = mask(doubled(geometry));
      shorter.mask = mask(geometry);
    }
    double[] readout = ReferenceRecurrence.gaussian(new Random(SEED), longer.outputs().length, 1);
    double[] part = Arrays.copyOf(readout, shorter.outputs().length);
    try (Recurrence exact = new RecurrencePlan(geometry, type, path, true).open();
        Recurrence roomy = new RecurrencePlan(doubled(geometry), type, path, true).open()) {
      new Run(longer, type, roomy, readout);
      var run = new Run(shorter, type, roomy, part);
      var expected = new Run(shorter, type, exact, part);

      double tolerance = geometry.time() == 1 ? 1e-6 : 0;
      assertClose("output", run.output, expected.output.dup().data().asDouble(), tolerance);
      assertThat(roomy.finalState()).isEqualTo(exact.finalState());
      for (var gradients :
          List.of(
              List.of(run.inputGradient, expected.inputGradient),
              List.of(run.gradient.input(), expected.gradient.input()),
              List.of(run.gradient.recurrent(), expected.gradient.recurrent()),
              List.of(run.gradient.bias(), expected.gradient.bias()),
              List.of(roomy.initialGradient().hidden(), exact.initialGradient().hidden()))) {
        assertThat(
                gradients.get(0).equalsWithEps(gradients.get(1), geometry.time() == 1 ? 1e-5 : 0))
            .isTrue();
      }
    }
  }

  /** What follows a part of a sequence counts through the gradient of the state that it ends in. */
  @ParameterizedTest
  @MethodSource({"cases", "peepholes"})
  void partsOfASequenceHaveTheGradientsOfTheWhole(
      Geometry part, DataType type, Kernels.KernelPath path, boolean masked) {
    assumeTrue(path == Kernels.KernelPath.PORTABLE || OneDnn.failure() == null);
    Geometry whole = doubled(part);
    var reference = new ReferenceRecurrence(whole, SEED);
    if (masked) {
      reference.mask = mask(whole);
    }
    double[] readout =
        ReferenceRecurrence.gaussian(new Random(SEED), reference.outputs().length, 1);
    Weights weights = weights(reference, type);
    Weights gradient = weights(reference, type);
    INDArray input = array(reference.input, type, whole.time(), whole.minibatch(), whole.inputs());
    INDArray ofOutput = array(readout, type, whole.time(), whole.minibatch(), whole.hidden());
    INDArray mask = masked ? Nd4j.create(reference.mask) : null;
    INDArray output = Nd4j.create(type, part.time(), part.minibatch(), part.hidden());
    INDArray ofInput = Nd4j.create(type, part.time(), part.minibatch(), part.inputs());
    try (Recurrence once = new RecurrencePlan(whole, type, path, true).open();
        Recurrence first = new RecurrencePlan(part, type, path, true).open();
        Recurrence second = new RecurrencePlan(part, type, path, true).open()) {
      var expected = new Run(reference, type, once, readout);
      State state = initial(reference, type);
      first.forward(weights, features(input, part, 0), state, columns(mask, part, 0), output);
      State between = first.finalState();
      second.forward(weights, features(input, part, 1), between, columns(mask, part, 1), output);
      second.backward(weights, steps(ofOutput, part, 1), gradient, ofInput);
      State after = second.initialGradient();
      first.backward(weights, steps(ofOutput, part, 0), after, gradient, ofInput);
      subtract(gradient, weights);

      double tolerance = type == DataType.FLOAT ? 1e-5 : 1e-9;
      assertClose("input", gradient.input(), doubles(expected.gradient.input()), tolerance);
      assertClose(
          "recurrent", gradient.recurrent(), doubles(expected.gradient.recurrent()), tolerance);
      assertClose("bias", gradient.bias(), doubles(expected.gradient.bias()), tolerance);
      assertClose(
          "first part", ofInput, doubles(steps(expected.inputGradient, part, 0)), tolerance);
      State found = first.initialGradient();
      State wanted = once.initialGradient();
      assertClose("hidden", found.hidden(), doubles(wanted.hidden()), tolerance);
      if (part.cell().hasMemory()) {
        assertClose("memory", found.memory(), doubles(wanted.memory()), tolerance);
      }
    }
  }

  private static Input features(INDArray input, Geometry part, int which) {
    return new Input.Features(steps(input, part, which));
  }

  private static INDArray steps(INDArray values, Geometry part, int which) {
    return values
        .get(NDArrayIndex.interval((long) which * part.time(), (which + 1L) * part.time()))
        .reshape('c', part.time(), part.minibatch(), values.size(2))
        .dup('c');
  }

  private static INDArray columns(INDArray mask, Geometry part, int which) {
    return mask == null
        ? null
        : mask.get(
                NDArrayIndex.all(),
                NDArrayIndex.interval((long) which * part.time(), (which + 1L) * part.time()))
            .reshape('c', part.minibatch(), part.time())
            .dup('c');
  }

  @ParameterizedTest
  @MethodSource("cases")
  void idsPickRowsOfTheInputWeights(
      Geometry sizes, DataType type, Kernels.KernelPath path, boolean masked) {
    assumeTrue(path == Kernels.KernelPath.PORTABLE || OneDnn.failure() == null);
    var reference = new ReferenceRecurrence(sizes, SEED);
    if (masked) {
      reference.mask = mask(sizes);
    }
    int[] ids =
        new Random(SEED).ints((long) sizes.time() * sizes.minibatch(), 0, sizes.inputs()).toArray();
    Arrays.fill(reference.input, 0);
    for (int n = 0; n < ids.length; n++) {
      reference.input[n * sizes.inputs() + ids[n]] = 1;
    }
    double tolerance = type == DataType.FLOAT ? 5e-6 : 1e-7;
    double[] readout =
        ReferenceRecurrence.gaussian(new Random(SEED), reference.outputs().length, 1);
    Weights weights = table(weights(reference, type));
    Weights gradient = null;
    INDArray output = Nd4j.create(type, sizes.time(), sizes.minibatch(), sizes.hidden());
    var geometry =
        new Geometry(sizes.cell(), sizes.minibatch(), sizes.time(), 0, sizes.hidden(), false);

    try (Recurrence recurrence = new RecurrencePlan(geometry, type, path, true).open()) {
      INDArray mask = masked ? Nd4j.create(reference.mask) : null;
      // Twice: a second pass must not see what the first one left behind.
      for (int pass = 0; pass < 2; pass++) {
        gradient = table(weights(reference, type));
        recurrence.forward(weights, new Input.RowIds(ids), initial(reference, type), mask, output);
        recurrence.backward(
            weights,
            array(readout, type, sizes.time(), sizes.minibatch(), sizes.hidden()),
            gradient,
            null);
      }
    }
    subtract(gradient, weights);

    assertClose("output", output, reference.outputs(), tolerance);
    assertGradient(
        gradient.input().dup('f'), reference, reference.inputWeights, readout, tolerance);
    assertGradient(gradient.recurrent(), reference, reference.recurrentWeights, readout, tolerance);
    assertGradient(gradient.bias(), reference, reference.bias, readout, tolerance);
  }

  /** Without training a recurrence keeps nothing, and a single step copies no weights. */
  @ParameterizedTest
  @EnumSource(Cell.class)
  void idsWithoutTrainingGiveTheSame(Cell cell) {
    assumeTrue(OneDnn.failure() == null);
    var reference = new ReferenceRecurrence(new Geometry(cell, 3, 4, 6, 9, false), SEED);
    int[] ids = new Random(SEED).ints(12, 0, 6).toArray();

    INDArray trained = ids(cell, reference, ids, 4, true);

    assertThat(ids(cell, reference, ids, 4, false)).isEqualTo(trained);
    INDArray first = ids(cell, reference, Arrays.copyOf(ids, 3), 1, false);
    assertClose("first step", first, doubles(trained.get(NDArrayIndex.interval(0, 1))), 1e-6);
  }

  private static INDArray ids(
      Cell cell, ReferenceRecurrence reference, int[] ids, int time, boolean training) {
    var geometry = new Geometry(cell, 3, time, 0, 9, false);
    INDArray output = Nd4j.create(DataType.FLOAT, time, 3, 9);
    try (Recurrence recurrence =
        new RecurrencePlan(geometry, DataType.FLOAT, Kernels.KernelPath.FAST, training).open()) {
      recurrence.forward(
          table(weights(reference, DataType.FLOAT)),
          new Input.RowIds(ids),
          initial(reference, DataType.FLOAT),
          null,
          output);
    }
    return output;
  }

  private static Weights table(Weights weights) {
    return new Weights(
        weights.input().dup('c'), weights.recurrent(), weights.bias(), weights.peepholes());
  }

  @ParameterizedTest
  @MethodSource("unmasked")
  void goesOnFromTheFinalState(Geometry geometry, DataType type, Kernels.KernelPath path) {
    assumeTrue(path == Kernels.KernelPath.PORTABLE || OneDnn.failure() == null);
    var whole = new ReferenceRecurrence(doubled(geometry), SEED);
    INDArray input =
        array(whole.input, type, doubled(geometry).time(), geometry.minibatch(), geometry.inputs());
    Weights weights = weights(whole, type);
    int half = geometry.time() * geometry.minibatch() * geometry.hidden();

    try (Recurrence recurrence = new RecurrencePlan(geometry, type, path, false).open()) {
      State state = initial(whole, type);
      double[] joined = new double[2 * half];
      for (int part = 0; part < 2; part++) {
        INDArray output =
            Nd4j.create(type, geometry.time(), geometry.minibatch(), geometry.hidden());
        INDArray slice =
            input.get(
                NDArrayIndex.interval(
                    (long) part * geometry.time(), (part + 1L) * geometry.time()));
        recurrence.forward(
            weights,
            new Input.Features(
                slice.reshape(geometry.time(), geometry.minibatch(), geometry.inputs())),
            state,
            null,
            output);
        state = recurrence.finalState();
        System.arraycopy(doubles(output), 0, joined, part * half, half);
      }

      assertThat(joined).as("seed %d", SEED).containsExactly(whole.outputs(), within(2e-6));
    }
  }

  /** A sequence's final state is the one after its last step, on every path. */
  @ParameterizedTest
  @EnumSource(Cell.class)
  void finalStatesAreHeldBehindTheEnd(Cell cell) {
    assumeTrue(OneDnn.failure() == null);
    var geometry = new Geometry(cell, 2, 4, 3, 5, false);
    var shorter = new Geometry(cell, 2, 3, 3, 5, false);
    var reference = new ReferenceRecurrence(geometry, SEED);
    INDArray mask = Nd4j.createFromArray(new double[][] {{1, 1, 1, 0}, {1, 1, 1, 0}});
    INDArray input = array(reference.input, DataType.FLOAT, 4, 2, 3);

    State masked = finalState(geometry, reference, input, mask);
    State cut =
        finalState(
            shorter, reference, input.get(NDArrayIndex.interval(0, 3)).reshape(3, 2, 3), null);

    assertThat(masked.hidden()).isEqualTo(cut.hidden());
    assertThat(masked.memory()).isEqualTo(cut.memory());
  }

  private static State finalState(
      Geometry geometry, ReferenceRecurrence reference, INDArray input, INDArray mask) {
    try (Recurrence recurrence =
        new RecurrencePlan(geometry, DataType.FLOAT, Kernels.KernelPath.FAST, false).open()) {
      recurrence.forward(
          weights(reference, DataType.FLOAT),
          new Input.Features(input),
          initial(reference, DataType.FLOAT),
          mask,
          Nd4j.create(DataType.FLOAT, geometry.time(), geometry.minibatch(), geometry.hidden()));
      return recurrence.finalState();
    }
  }

  private static Geometry doubled(Geometry g) {
    return g.withSteps(2 * g.time());
  }

  @Test
  void isBitwiseRepeatableOnSeveralThreads() throws Exception {
    assumeTrue(OneDnn.failure() == null);
    var reference = new ReferenceRecurrence(new Geometry(Cell.LSTM, 8, 6, 24, 32, false), SEED);
    double[] readout = ReferenceRecurrence.gaussian(new Random(SEED), 8 * 6 * 32, 1);
    double[] alone = recurrentGradient(reference, readout);
    var pool = Executors.newFixedThreadPool(4);
    try {
      var jobs =
          Stream.generate(() -> pool.submit(() -> recurrentGradient(reference, readout)))
              .limit(8)
              .toList();
      for (var job : jobs) {
        assertThat(job.get()).isEqualTo(alone);
      }
    } finally {
      pool.shutdown();
    }
  }

  private static double[] recurrentGradient(ReferenceRecurrence reference, double[] readout) {
    NativeThreads.single();
    double[] last = null;
    try (Recurrence recurrence =
        new RecurrencePlan(reference.geometry, DataType.FLOAT, Kernels.KernelPath.FAST, true)
            .open()) {
      for (int i = 0; i < 20; i++) {
        last =
            doubles(new Run(reference, DataType.FLOAT, recurrence, readout).gradient.recurrent());
      }
    }
    return last;
  }

  /** Forward and backward once, on strided arrays as DL4J makes them. */
  private static final class Run {
    final INDArray output;
    final INDArray inputGradient;
    final Weights gradient;

    Run(ReferenceRecurrence reference, DataType type, Recurrence recurrence, double[] readout) {
      Geometry g = reference.geometry;
      Weights weights = weights(reference, type);
      INDArray input = array(reference.input, type, g.time(), g.minibatch(), g.inputs());
      INDArray strided = input.permute(1, 2, 0).dup('f').permute(2, 0, 1);
      output = Nd4j.create(type, g.time(), g.minibatch(), g.hidden());
      INDArray mask = reference.mask == null ? null : Nd4j.create(reference.mask);
      recurrence.forward(
          weights, new Input.Features(strided), initial(reference, type), mask, output);
      INDArray outputGradient = array(readout, type, g.time(), g.minibatch(), g.hidden());
      gradient = weights(reference, type);
      inputGradient = Nd4j.create(type, g.time(), g.minibatch(), g.inputs());
      // What is handed out may be changed.
      INDArray handedOut = output.dup();
      output.assign(Double.NaN);
      recurrence.backward(weights, outputGradient.dup('f'), gradient, inputGradient);
      output.assign(handedOut);
      subtract(gradient, weights);
    }
  }

  /** Gradients are added to what is there: in these tests, to the weights. */
  private static void subtract(Weights sums, Weights before) {
    sums.input().subi(before.input());
    sums.recurrent().subi(before.recurrent());
    sums.bias().subi(before.bias());
    if (before.peepholes() != null) {
      sums.peepholes().subi(before.peepholes());
    }
  }

  private static double[][] mask(Geometry geometry) {
    Random random = new Random(SEED);
    double[][] mask = new double[geometry.minibatch()][geometry.time()];
    for (double[] row : mask) {
      Arrays.setAll(row, t -> random.nextInt(3) > 0 ? 1 : 0);
    }
    return mask;
  }

  private static Weights weights(ReferenceRecurrence r, DataType type) {
    Geometry g = r.geometry;
    long columns = (long) g.cell().gates() * g.hidden();
    return new Weights(
        flat(r.inputWeights, type).reshape('f', g.inputs(), columns),
        flat(r.recurrentWeights, type).reshape('f', g.hidden(), columns),
        flat(r.bias, type),
        g.peepholes() ? flat(r.peepholes, type) : null);
  }

  private static State initial(ReferenceRecurrence r, DataType type) {
    Geometry g = r.geometry;
    return new State(
        flat(r.initialHidden, type).reshape('c', g.minibatch(), g.hidden()),
        flat(r.initialMemory, type).reshape('c', g.minibatch(), g.hidden()));
  }

  private static INDArray flat(double[] values, DataType type) {
    return array(values, type, 1, values.length);
  }

  private static INDArray array(double[] values, DataType type, long... shape) {
    return Nd4j.createFromArray(values).castTo(type).reshape('c', shape);
  }

  /** In the order of the reference: matrices by columns, all else by rows. */
  private static double[] doubles(INDArray array) {
    char order = array.rank() == 2 && array.ordering() == 'f' ? 'f' : 'c';
    return array.castTo(DataType.DOUBLE).dup(order).data().asDouble();
  }

  private static void assertGradient(
      INDArray actual,
      ReferenceRecurrence reference,
      double[] with,
      double[] readout,
      double tolerance) {
    assertClose("gradient", actual, reference.gradient(with, readout), tolerance);
  }

  private static void assertClose(
      String what, INDArray actual, double[] expected, double tolerance) {
    double scale = 1;
    for (double e : expected) {
      scale = Math.max(scale, Math.abs(e));
    }
    assertThat(doubles(actual))
        .as("%s, seed %d", what, SEED)
        .containsExactly(expected, within(tolerance * scale));
  }
}
