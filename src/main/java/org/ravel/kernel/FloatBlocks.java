package org.ravel.kernel;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Arrays of one length, changed together element by element. They are walked in pieces that stay in
 * the processor's cache, copied to the heap, where the compiler makes vector instructions of a
 * plain loop: at the speed of memory, whatever the loop computes.
 */
public final class FloatBlocks {
  /** The pieces of four arrays fit into 128 KiB. */
  private static final int CHANGED_AT_ONCE = 8_192;

  /** Sums that are made side by side. */
  private static final int SUMMED_AT_ONCE = 16_384;

  private FloatBlocks() {}

  /** A change of all arrays in one piece of them. */
  @FunctionalInterface
  public interface Step {
    /**
     * Changes the first {@code length} elements.
     *
     * @param pieces the same piece of each array
     */
    void run(float[][] pieces, int length);
  }

  /** Whether the arrays can be walked: single precision, without gaps, elements in one order. */
  public static boolean fit(INDArray... arrays) {
    return Arrays.stream(arrays)
        .allMatch(
            array ->
                array.dataType() == DataType.FLOAT
                    && array.elementWiseStride() == 1
                    && array.length() == arrays[0].length()
                    && (array.rank() == 1 || array.ordering() == arrays[0].ordering()));
  }

  /** Changes the arrays in place. */
  public static void change(Step step, INDArray... arrays) {
    if (!fit(arrays)) {
      throw new IllegalArgumentException(
          "arrays of shapes %s do not lie alike in memory"
              .formatted(Arrays.stream(arrays).map(a -> Arrays.toString(a.shape())).toList()));
    }
    long total = arrays[0].length();
    float[][] pieces = new float[arrays.length][(int) Math.min(CHANGED_AT_ONCE, total)];
    FloatPointer[] places =
        Arrays.stream(arrays).map(Address::of).map(FloatPointer::new).toArray(FloatPointer[]::new);
    for (long start = 0; start < total; start += CHANGED_AT_ONCE) {
      int length = (int) Math.min(CHANGED_AT_ONCE, total - start);
      for (int i = 0; i < places.length; i++) {
        places[i].position(start).get(pieces[i], 0, length);
      }
      step.run(pieces, length);
      for (int i = 0; i < places.length; i++) {
        places[i].put(pieces[i], 0, length);
      }
    }
  }

  /** The L2 norm, at the speed of memory where the array can be walked. */
  public static double norm2(INDArray array) {
    if (!fit(array)) {
      return array.norm2Number().doubleValue();
    }
    long total = array.length();
    float[] piece = new float[(int) Math.min(SUMMED_AT_ONCE, total)];
    // A sum for each place of a piece: no addition waits for the one before.
    float[] squares = new float[piece.length];
    FloatPointer place = new FloatPointer(Address.of(array));
    for (long start = 0; start < total; start += SUMMED_AT_ONCE) {
      int length = (int) Math.min(SUMMED_AT_ONCE, total - start);
      place.position(start).get(piece, 0, length);
      for (int i = 0; i < length; i++) {
        squares[i] += piece[i] * piece[i];
      }
    }
    double sum = 0;
    for (float square : squares) {
      sum += square;
    }
    return Math.sqrt(sum);
  }
}
