package org.ravel.evaluation.unit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ravel.evaluation.tally.Tally;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.head.Prediction;
import org.ravel.sequence.Example;

/** Counts by sequence of a block and by each of its sources. */
final class UnitTally implements Tally<UnitSums> {
  /**
   * Each sequence's first piece, by its number in the split: an image has several captions, which
   * are predicted as examples of their own.
   */
  private final Map<Long, Integer> first = new HashMap<>();

  private final UnitMetrics metrics;
  private final UnitSums units;

  UnitTally(List<Example> block, UnitMetrics metrics) {
    this.metrics = metrics;
    int pieces = 0;
    for (Example example : block) {
      first.put(example.index(), pieces);
      pieces += example.origin().sources().length;
    }
    units = UnitSums.zero(pieces, metrics.width());
    for (Example example : block) {
      int start = first.get(example.index());
      for (int part = 0; part < example.origin().sources().length; part++) {
        units.sequences()[start + part] = Math.toIntExact(example.index());
        units.sources()[start + part] = example.origin().sources()[part];
      }
    }
  }

  @Override
  public void add(TargetRow targets, Prediction prediction) {
    int start = first.get(targets.example().index());
    for (int part = 0; part < targets.example().origin().sources().length; part++) {
      metrics.add(
          targets,
          targets.start(part),
          targets.start(part + 1),
          prediction,
          units.sums(),
          (start + part) * metrics.width());
    }
  }

  @Override
  public UnitSums sums() {
    return units;
  }
}
