package org.ravel.hiddenmarkov.fitting;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.ravel.shard.series.Stretch;

/**
 * How series are cut: into segments of so many steps, and groups of consecutive segments. Both
 * follow from the lengths of their stretches alone.
 *
 * @param steps of a segment, at most
 * @param segments of a group, at most
 * @param groups how many there are
 * @param firsts the number of each stretch's first segment
 */
record SeriesPlan(int steps, int segments, int groups, HashMap<Stretch, Integer> firsts)
    implements Serializable {
  /**
   * A plan.
   *
   * @param lengths steps of each stretch
   */
  static SeriesPlan of(SortedMap<Stretch, Integer> lengths) {
    return of(
        lengths,
        SegmentPlan.TOKENS_OF_SEGMENT,
        SegmentPlan.TOKENS_OF_GROUP,
        SegmentPlan.MOST_GROUPS);
  }

  static SeriesPlan of(
      SortedMap<Stretch, Integer> lengths, int ofSegment, int ofGroup, int mostGroups) {
    HashMap<Stretch, Integer> firsts = new HashMap<>();
    long segments = 0;
    long all = 0;
    for (Map.Entry<Stretch, Integer> length : lengths.entrySet()) {
      firsts.put(length.getKey(), Math.toIntExact(segments));
      segments += (length.getValue() - 1) / ofSegment + 1;
      all += length.getValue();
    }
    long groups = Math.min(Math.min(mostGroups, segments), (all - 1) / ofGroup + 1);
    long perGroup = (segments - 1) / groups + 1;
    return new SeriesPlan(
        ofSegment,
        Math.toIntExact(perGroup),
        Math.toIntExact((segments - 1) / perGroup + 1),
        firsts);
  }

  /** The number of a stretch's first segment. */
  int first(Stretch stretch) {
    return firsts.get(stretch);
  }

  /** The group of a segment. */
  int group(int segment) {
    return segment / segments;
  }
}
