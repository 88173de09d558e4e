package org.ravel.pipeline;

import java.util.Comparator;
import java.util.List;
import org.ravel.shard.Manifest;

/**
 * What the runs before came to with the text of a shard set.
 *
 * @param consumed the first generations, so many, that one of them has come to a decision with
 * @param withheld generations that the last of them left out
 */
record EarlierRuns(int consumed, List<Integer> withheld) {

  /** Those that had these shards; shards that were made again have no earlier runs. */
  static EarlierRuns of(List<Decided> decisions, Manifest manifest) {
    return decisions.stream()
        .filter(decided -> decided.consumed().generationsOf(manifest) > 0)
        .max(
            Comparator.comparingInt((Decided decided) -> decided.consumed().generations())
                .thenComparing(Decided::decided))
        .map(last -> new EarlierRuns(last.consumed().generations(), last.withheld()))
        .orElse(new EarlierRuns(0, List.of()));
  }
}
