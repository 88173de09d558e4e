package org.ravel.decoding;

import java.util.Arrays;

/** The symbols of the largest logits, of equal ones those with the lowest ids. */
final class Candidates {
  private final int[] ids;
  private final float[] logits;
  private int count;

  /** As many as wanted. */
  Candidates(int most) {
    ids = new int[most];
    logits = new float[most];
  }

  /** Chooses among all symbols but one or two; what is not a number counts as the largest. */
  int[] choose(float[] all, int excluded, int alsoExcluded) {
    count = 0;
    for (int id = 0; id < all.length; id++) {
      boolean better = count < ids.length || !(all[id] <= logits[count - 1]);
      if (better && id != excluded && id != alsoExcluded) {
        insert(id, all[id]);
      }
    }
    return Arrays.copyOf(ids, count);
  }

  private void insert(int id, float logit) {
    int place = count < ids.length ? count++ : count - 1;
    while (place > 0 && !(logit <= logits[place - 1])) {
      ids[place] = ids[place - 1];
      logits[place] = logits[place - 1];
      place--;
    }
    ids[place] = id;
    logits[place] = logit;
  }
}
