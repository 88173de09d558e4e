package org.ravel.network;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.Doubles;

/** An encoder's output as part of a {@link HiddenState}: a row of numbers for each of the batch. */
record EncodedSource(Activations activations, Map<String, INDArray> arrays) {
  private static final String OUTPUT = "output";
  private static final String LENGTHS = "lengths";

  /**
   * The one that a state ends with.
   *
   * @throws IllegalStateException if no source was read
   */
  static EncodedSource of(HiddenState state) {
    List<Map<String, INDArray>> layers = state.layers();
    if (layers.isEmpty() || !layers.get(layers.size() - 1).containsKey(OUTPUT)) {
      throw new IllegalStateException("a decoder goes on, but no source was read");
    }
    Map<String, INDArray> arrays = layers.get(layers.size() - 1);
    INDArray byRow = arrays.get(OUTPUT);
    double[] numbers = Doubles.read(arrays.get(LENGTHS));
    int rows = Math.toIntExact(byRow.size(0));
    int steps = (int) numbers[1];
    int[] lengths = new int[rows];
    Arrays.setAll(lengths, row -> (int) numbers[2 * row]);
    INDArray output =
        StepRows.create(byRow.dataType(), steps, rows, byRow.size(1) / Math.max(1, steps));
    output.assign(byRow.reshape('c', rows, steps, output.size(2)).permute(1, 0, 2));
    return new EncodedSource(new Activations(output, lengths), arrays);
  }

  /** As arrays with a row for each of the batch. */
  static Map<String, INDArray> arrays(Activations encoded) {
    INDArray values = encoded.values();
    float[][] lengths = new float[encoded.rows()][];
    for (int row = 0; row < lengths.length; row++) {
      lengths[row] = new float[] {encoded.lengths()[row], encoded.steps()};
    }
    return Map.of(
        OUTPUT,
        values
            .permute(1, 0, 2)
            .dup('c')
            .reshape('c', values.size(1), values.size(0) * values.size(2)),
        LENGTHS,
        Nd4j.createFromArray(lengths));
  }
}
