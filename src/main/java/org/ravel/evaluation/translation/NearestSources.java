package org.ravel.evaluation.translation;

import java.util.Arrays;
import org.ravel.evaluation.tally.Sums;

/**
 * For each source of a split the training source that is most like it, of those that were looked
 * at; of equal ones the first.
 *
 * @param cosines of the nearest; 0 where none shares a token
 * @param indices of the nearest in the training split
 * @param targets of the nearest; null where none shares a token
 */
record NearestSources(float[] cosines, long[] indices, int[][] targets)
    implements Sums<NearestSources> {

  /** Before any was looked at. */
  static NearestSources none(int sources) {
    return new NearestSources(new float[sources], new long[sources], new int[sources][]);
  }

  /** Looks at a training source, whose likeness is known. */
  void look(float[] likeness, long index, int[] target) {
    for (int source = 0; source < likeness.length; source++) {
      if (likeness[source] > 0) {
        offer(source, likeness[source], index, target);
      }
    }
  }

  private void offer(int source, float cosine, long index, int[] target) {
    boolean isNearer =
        cosine > cosines[source]
            || (cosine == cosines[source] && targets[source] != null && index < indices[source]);
    if (isNearer) {
      cosines[source] = cosine;
      indices[source] = index;
      targets[source] = target;
    }
  }

  @Override
  public NearestSources plus(NearestSources other) {
    NearestSources both =
        new NearestSources(
            cosines.clone(), indices.clone(), Arrays.copyOf(targets, targets.length));
    for (int source = 0; source < cosines.length; source++) {
      if (other.targets[source] != null) {
        both.offer(source, other.cosines[source], other.indices[source], other.targets[source]);
      }
    }
    return both;
  }
}
