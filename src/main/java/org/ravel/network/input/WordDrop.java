package org.ravel.network.input;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Rows;
import org.ravel.network.module.DropFactors;
import org.ravel.network.module.Pass;

/**
 * Drops symbols of a batch in training: one that is dropped is zero wherever it stands in its row
 * of the batch, and the others are divided by the probability of keeping one (Gal and Ghahramani
 * 2016).
 */
final class WordDrop {
  private final double kept;
  private boolean drops;

  WordDrop(double kept) {
    this.kept = kept;
  }

  /** Whether a pass may drop any. */
  boolean drops(Pass pass) {
    return pass.training() && kept < 1;
  }

  /**
   * The ids that a pass reads, with {@link Rows#NONE} in place of those that it drops.
   *
   * @param ids {@code ids[step · rows + row]}
   */
  int[] read(int[] ids, int rows, Pass pass) {
    drops = drops(pass);
    if (!drops) {
      return ids;
    }
    int[] read = ids.clone();
    long bound = DropFactors.bound(kept);
    for (int row = 0; row < rows; row++) {
      Map<Integer, Boolean> drawn = new HashMap<>();
      for (int place = row; place < ids.length; place += rows) {
        boolean keeps = drawn.computeIfAbsent(ids[place], id -> pass.random().nextInt() < bound);
        read[place] = keeps ? ids[place] : Rows.NONE;
      }
    }
    return read;
  }

  /** Divides what that pass has read, or its gradients, by the probability of keeping it. */
  INDArray scale(INDArray values) {
    return drops ? values.divi(kept) : values;
  }
}
