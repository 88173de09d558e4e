package org.ravel.network.module;

import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What numbers are multiplied by where some are dropped at random: 0, or 1 / kept. */
public final class DropFactors {
  private DropFactors() {}

  /**
   * Factors, in the order of memory.
   *
   * @param kept probability of keeping a number
   * @param like of the type of the numbers
   * @param order 'c' or 'f'
   */
  public static INDArray draw(
      double kept, RandomGenerator random, INDArray like, char order, long... shape) {
    long numbers = 1;
    for (long size : shape) {
      numbers *= size;
    }
    float[] drawn = new float[Math.toIntExact(numbers)];
    long bound = bound(kept);
    float factor = (float) (1 / kept);
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = random.nextInt() < bound ? factor : 0;
    }
    return Nd4j.createFromArray(drawn).castTo(like.dataType()).reshape(order, shape);
  }

  /** The bound below which so large a share of all ints lies. */
  public static long bound(double share) {
    return Integer.MIN_VALUE + Math.round(share * 0x1p32);
  }

  /**
   * Refuses a probability of keeping a number.
   *
   * @param layer that keeps it, for the message
   * @param of what it keeps a share
   * @throws IllegalArgumentException if it does not lie in (0, 1]
   */
  public static void requireShare(String layer, double kept, String of) {
    if (!(kept > 0 && kept <= 1)) {
      throw new IllegalArgumentException(
          "%s keeps %s of its %s but must keep a share in (0, 1]".formatted(layer, kept, of));
    }
  }
}
