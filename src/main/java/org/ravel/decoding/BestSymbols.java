package org.ravel.decoding;

import java.util.Arrays;

/** The symbols of the largest logits, of equal ones those with the lowest ids. */
final class BestSymbols {
  private final int[] ids;
  private final float[] logits;
  private int count;

  /** As many as wanted. */
  BestSymbols(int most) {
    ids = new int[most];
    logits = new float[most];
  }

  /** Chooses; what is not a number counts as the largest, and −∞ excludes a symbol. */
  int[] choose(float[] all) {
    count = 0;
    float least = Float.NEGATIVE_INFINITY;
    for (int id = 0; id < all.length; id++) {
      if (isAbove(all[id], least)) {
        insert(id, all[id]);
        least = count < ids.length ? Float.NEGATIVE_INFINITY : logits[count - 1];
      }
    }
    return Arrays.copyOf(ids, count);
  }

  private void insert(int id, float logit) {
    int place = count < ids.length ? count++ : count - 1;
    while (place > 0 && isAbove(logit, logits[place - 1])) {
      ids[place] = ids[place - 1];
      logits[place] = logits[place - 1];
      place--;
    }
    ids[place] = id;
    logits[place] = logit;
  }

  private static boolean isAbove(float logit, float other) {
    return logit > other || (Float.isNaN(logit) && !Float.isNaN(other));
  }
}
