package org.ravel.benchmark;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.ravel.kernel.recurrence.RecurrencePlan;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.recurrence.Cell;
import org.ravel.kernel.recurrence.Geometry;
import org.ravel.kernel.recurrence.Input;
import org.ravel.kernel.Kernels;
import org.ravel.kernel.NativeThreads;
import org.ravel.kernel.recurrence.Recurrence;
import org.ravel.kernel.recurrence.Weights;

/**
 * Whether both paths of the kernels give PyTorch's outputs and gradients. The first argument is
 * PyTorch's class path. Prints the largest difference of each array over its largest entry, and
 * fails above {@value #TOLERANCE}.
 */
public final class PyTorchAgreement {
  static final double TOLERANCE = 1e-5;

  private final Geometry geometry;
  private final int gates;
  private double worst;

  private PyTorchAgreement(Geometry geometry) {
    this.geometry = geometry;
    this.gates = geometry.cell().gates();
  }

  /** Compares all cells at some sizes. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    NativeThreads.single();
    double worst = 0;
    for (Cell cell : List.of(Cell.LSTM, Cell.GRU_RESET_AFTER, Cell.ELMAN_TANH)) {
      for (int hidden : new int[] {1, 7, 33, 128}) {
        var agreement = new PyTorchAgreement(new Geometry(cell, 3, 9, 5, hidden, false));
        worst = Math.max(worst, agreement.compare(arguments[0]));
      }
    }
    if (!(worst <= TOLERANCE)) {
      throw new IllegalStateException(
          "the largest relative difference is %.1e but must be at most %.0e"
              .formatted(worst, TOLERANCE));
    }
  }

  private double compare(String classPath) throws IOException, InterruptedException {
    Path file = Files.createTempFile("pytorch", ".bin");
    try {
      JavaProcess.run(
          JavaProcess.command(
              classPath,
              "org.ravel.benchmark.pytorch.PyTorchReference",
              name(),
              geometry.minibatch(),
              geometry.time(),
              geometry.inputs(),
              geometry.hidden(),
              file),
          Redirect.INHERIT,
          System.out::println);
      float[][] arrays = read(file);
      double worstOfBoth = 0;
      for (Kernels.KernelPath path : Kernels.KernelPath.values()) {
        worst = 0;
        check(arrays, path);
        System.out.println(
            String.format(
                Locale.ROOT,
                "%-5s hidden %3d %-8s largest relative difference %.1e",
                name(),
                geometry.hidden(),
                path,
                worst));
        worstOfBoth = Math.max(worstOfBoth, worst);
      }
      return worstOfBoth;
    } finally {
      Files.delete(file);
    }
  }

  private String name() {
    return switch (geometry.cell()) {
      case LSTM -> "lstm";
      case GRU_RESET_AFTER -> "gru";
      case ELMAN_TANH -> "elman";
      case GRU_RESET_BEFORE, ELMAN_RELU ->
          throw new IllegalArgumentException("PyTorch has no " + geometry.cell());
    };
  }

  private static float[][] read(Path file) throws IOException {
    try (var in = new DataInputStream(Files.newInputStream(file))) {
      float[][] arrays = new float[12][];
      for (int i = 0; i < arrays.length; i++) {
        arrays[i] = new float[in.readInt()];
        for (int k = 0; k < arrays[i].length; k++) {
          arrays[i][k] = in.readFloat();
        }
      }
      return arrays;
    }
  }

  private void check(float[][] theirs, Kernels.KernelPath path) {
    int inputs = geometry.inputs();
    int hidden = geometry.hidden();
    INDArray x = sequence(theirs[0], inputs);
    INDArray y = sequence(new float[theirs[1].length], hidden);
    INDArray dx = sequence(new float[theirs[0].length], inputs);
    Weights weights =
        new Weights(
            matrix(theirs[4], inputs),
            matrix(theirs[5], hidden),
            Nd4j.createFromArray(bias(theirs[6], theirs[7], true)).reshape(1, -1),
            null);
    Weights gradient =
        new Weights(
            weights.input().dup('f'), weights.recurrent().dup('f'), weights.bias().dup(), null);
    try (Recurrence recurrence = new RecurrencePlan(geometry, DataType.FLOAT, path, true).open()) {
      recurrence.forward(weights, new Input.Features(x), null, null, y);
      recurrence.backward(weights, sequence(theirs[2], hidden), gradient, dx);
    }
    compare(y, sequence(theirs[1], hidden));
    compare(dx, sequence(theirs[3], inputs));
    compare(gradient.input(), matrix(theirs[8], inputs));
    compare(gradient.recurrent(), matrix(theirs[9], hidden));
    float[] bias = bias(theirs[10], theirs[11], false);
    compare(gradient.bias(), Nd4j.createFromArray(bias).reshape(1, -1));
  }

  private INDArray sequence(float[] values, int width) {
    return Nd4j.createFromArray(values).reshape('c', geometry.time(), geometry.minibatch(), width);
  }

  /** PyTorch's [gates · hidden, rows] by rows is our [rows, gates · hidden] by columns. */
  private INDArray matrix(float[] values, int rows) {
    float[] ordered = PyTorchParameters.reordered(geometry.cell(), values);
    return Nd4j.createFromArray(ordered).reshape('f', rows, (long) gates * geometry.hidden());
  }

  /**
   * Our one bias from their two, which have the same gradient; a GRU keeps the last block of both.
   */
  private float[] bias(float[] ofInput, float[] ofRecurrence, boolean isSum) {
    float[] a = PyTorchParameters.reordered(geometry.cell(), ofInput);
    float[] b = PyTorchParameters.reordered(geometry.cell(), ofRecurrence);
    int hidden = geometry.hidden();
    boolean gru = geometry.cell() == Cell.GRU_RESET_AFTER;
    float[] bias = new float[geometry.cell().biasRows() * hidden];
    for (int k = 0; k < a.length; k++) {
      boolean shared = !gru || k < 2 * hidden;
      bias[k] = shared && isSum ? a[k] + b[k] : a[k];
    }
    if (gru) {
      System.arraycopy(b, 2 * hidden, bias, 3 * hidden, hidden);
    }
    return bias;
  }

  private void compare(INDArray actual, INDArray expected) {
    double difference = actual.sub(expected).amaxNumber().doubleValue();
    worst = Math.max(worst, difference / expected.amaxNumber().doubleValue());
  }
}
