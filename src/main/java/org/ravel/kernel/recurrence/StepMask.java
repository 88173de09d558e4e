package org.ravel.kernel.recurrence;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Scopes;

/** Which sequences have which steps. */
final class StepMask {
  private final int time;

  /** By sequence, then step; null if all are there. */
  private final float[] mask;

  private StepMask(int time, float[] mask) {
    this.time = time;
    this.mask = mask;
  }

  /** Of a mask, shape [minibatch, time], or null. */
  static StepMask of(INDArray mask, int minibatch, int steps) {
    if (mask == null) {
      return new StepMask(steps, null);
    }
    long[] shape = {minibatch, steps};
    if (!Arrays.equals(mask.shape(), shape)) {
      throw new IllegalArgumentException(
          "the mask has shape %s but must have %s"
              .formatted(Arrays.toString(mask.shape()), Arrays.toString(shape)));
    }
    return new StepMask(
        steps,
        Scopes.outsideWorkspaces(() -> mask.castTo(DataType.FLOAT).dup('c').data().asFloat()));
  }

  /** Number of steps. */
  int steps() {
    return time;
  }

  boolean at(int step, int sequence) {
    return mask == null || mask[sequence * time + step] != 0;
  }
}
