package org.ravel.network.module;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.Rows;

/**
 * Activations as a matrix with a row for each step of each row of the batch, {@code step · rows +
 * row}, and numbers of its rows.
 */
public final class StepRows {
  private StepRows() {}

  /** A view, shape [steps · rows, width]. */
  public static INDArray of(INDArray values) {
    return values.reshape('c', values.size(0) * values.size(1), values.size(2));
  }

  /** A view, shape [rows, steps, width]. */
  public static INDArray byRow(INDArray values) {
    return values.permute(1, 0, 2);
  }

  /** An array in 'c' order, in the pass's memory. What it holds means nothing. */
  public static INDArray create(DataType type, long... shape) {
    return Nd4j.createUninitialized(type, shape, 'c');
  }

  /** An array of the other's type and shape. */
  public static INDArray like(INDArray other) {
    return create(other.dataType(), other.shape());
  }

  /** Whether the batch's row has ended before. */
  public static boolean isAfterEnd(int place, int[] lengths) {
    return place / lengths.length >= lengths[place % lengths.length];
  }

  /** Those after the ends of the batch's rows. */
  static int[] afterEnds(int steps, int[] lengths) {
    return IntStream.range(0, steps * lengths.length)
        .filter(place -> isAfterEnd(place, lengths))
        .toArray();
  }

  /** Each batch row's steps from its last to its first, and no row after its end. */
  public static int[] reversed(int steps, int[] lengths) {
    int[] places = new int[steps * lengths.length];
    Arrays.setAll(
        places,
        place -> {
          int row = place % lengths.length;
          int step = lengths[row] - 1 - place / lengths.length;
          return step < 0 ? Rows.NONE : step * lengths.length + row;
        });
    return places;
  }

  /** Each batch row's last step, or no row if it has none. */
  public static int[] last(int[] lengths) {
    int[] places = new int[lengths.length];
    Arrays.setAll(
        places, row -> lengths[row] == 0 ? Rows.NONE : (lengths[row] - 1) * lengths.length + row);
    return places;
  }

  /** One step of each row that has any. */
  public static int[] atMostOne(int[] lengths) {
    return Arrays.stream(lengths).map(length -> Math.min(1, length)).toArray();
  }

  /** Sets what follows the ends to zero. */
  public static void clearAfterEnds(INDArray values, int[] lengths) {
    Rows.clear(of(values), afterEnds(Math.toIntExact(values.size(0)), lengths));
  }
}
