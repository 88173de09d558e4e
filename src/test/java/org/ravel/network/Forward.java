package org.ravel.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Layer;
import org.ravel.network.module.Module;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Pass;

/** Runs a layer once, on arrays. */
public final class Forward {
  private Forward() {}

  /**
   * A layer's output.
   *
   * @param parameters in the order of the flat vector
   * @param rows of steps of features; may differ in length
   * @return as many rows, each with the steps that it has
   */
  public static double[][][] of(Layer layer, double[] parameters, double[][]... rows) {
    // A vector has one number at least.
    INDArray flat = Nd4j.createFromArray(Arrays.copyOf(parameters, parameters.length + 1));
    ParameterShape behind = ParameterShape.bias("behind", 1);
    List<ParameterShape> shapes = new ArrayList<>(layer.parameters(""));
    shapes.add(behind);
    Parameters values = new Parameters(shapes, flat.reshape(1, flat.length()));
    try (Module module = layer.open("", values, null)) {
      Activations output = module.forward(activations(layer.inputs(), rows), Pass.PREDICTION);
      return rows(output);
    }
  }

  /** Rows side by side, with large numbers where one has ended. */
  public static Activations activations(int width, double[][]... rows) {
    int[] lengths = Arrays.stream(rows).mapToInt(row -> row.length).toArray();
    int steps = Math.max(1, Arrays.stream(lengths).max().orElse(0));
    double[] numbers = new double[steps * rows.length * width];
    Arrays.fill(numbers, 1e20);
    for (int row = 0; row < rows.length; row++) {
      for (int step = 0; step < lengths[row]; step++) {
        System.arraycopy(rows[row][step], 0, numbers, (step * rows.length + row) * width, width);
      }
    }
    return new Activations(
        Nd4j.createFromArray(numbers).reshape('c', steps, rows.length, width), lengths);
  }

  private static double[][][] rows(Activations output) {
    double[][][] rows = new double[output.rows()][][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = new double[output.lengths()[row]][output.width()];
      for (int step = 0; step < rows[row].length; step++) {
        for (int i = 0; i < output.width(); i++) {
          rows[row][step][i] = output.values().getDouble(step, row, i);
        }
      }
    }
    return rows;
  }
}
