package org.ravel.network.attention;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Doubles;
import org.ravel.kernel.Product;
import org.ravel.network.module.StepRows;

/**
 * What an additive score makes of the memory alone, m K: once for each memory, however many steps
 * look at it, in one module or in several that share this. So are the gradients of K and of the
 * memory.
 */
public final class AttentionKeys {
  private final INDArray matrix;

  /** Null for modules that only predict. */
  private final INDArray gradient;

  private INDArray memory;
  private double[] keys;
  private double[] ofKeys;

  AttentionKeys(INDArray matrix, INDArray gradient) {
    this.matrix = matrix;
    this.gradient = gradient;
  }

  /**
   * The keys, shape [memory steps, rows, units].
   *
   * @param looked the memory; the numbers of an array that was given before have not changed
   */
  // The very same array is asked for: to compare the numbers would cost as much as the product.
  @SuppressWarnings("ReferenceEquality")
  double[] of(INDArray looked) {
    if (looked != memory) {
      memory = looked;
      keys = Doubles.read(projected(looked, matrix));
      ofKeys = null;
    }
    return keys;
  }

  /** Values times a matrix. */
  static INDArray projected(INDArray values, INDArray matrix) {
    INDArray sums =
        StepRows.create(values.dataType(), values.size(0), values.size(1), matrix.size(1));
    Product.write(StepRows.of(values), matrix, StepRows.of(sums));
    return sums;
  }

  /** The gradients of the keys that were given last, to add to. */
  double[] gradients() {
    if (ofKeys == null) {
      ofKeys = new double[keys.length];
    }
    return ofKeys;
  }

  /**
   * Adds the gradients of K and of the memory, once all steps have added those of the keys.
   *
   * @param into that of the memory
   */
  public void backward(INDArray into) {
    back(memory, matrix, gradient, gradients(), into);
    ofKeys = null;
  }

  /** Goes back over {@link #projected}. */
  static void back(
      INDArray values, INDArray matrix, INDArray gradient, double[] ofSums, INDArray into) {
    INDArray sums =
        StepRows.create(values.dataType(), values.size(0) * values.size(1), matrix.size(1));
    Doubles.write(ofSums, sums);
    Product.add(StepRows.of(values).transpose(), sums, gradient);
    Product.add(sums, matrix.transpose(), StepRows.of(into));
  }
}
