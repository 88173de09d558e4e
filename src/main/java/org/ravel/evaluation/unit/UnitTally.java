package org.ravel.evaluation.unit;

import java.util.List;
import org.ravel.evaluation.tally.Tally;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.head.Prediction;
import org.ravel.sequence.Example;

/** Counts by sequence of a block and by each of its sources. */
final class UnitTally implements Tally<UnitSums> {
  /** Each sequence's first piece. */
  private final int[] first;

  private final UnitMetrics metrics;
  private final UnitSums units;

  UnitTally(List<Example> block, UnitMetrics metrics) {
    this.metrics = metrics;
    first = new int[block.size()];
    int pieces = 0;
    for (int place = 0; place < block.size(); place++) {
      first[place] = pieces;
      pieces += block.get(place).origin().sources().length;
    }
    units = UnitSums.zero(pieces, metrics.width());
    for (int place = 0; place < block.size(); place++) {
      Example example = block.get(place);
      for (int part = 0; part < example.origin().sources().length; part++) {
        units.sequences()[first[place] + part] = Math.toIntExact(example.index());
        units.sources()[first[place] + part] = example.origin().sources()[part];
      }
    }
  }

  @Override
  public void add(TargetRow targets, Prediction prediction) {
    for (int part = 0; part < targets.example().origin().sources().length; part++) {
      metrics.add(
          targets,
          targets.start(part),
          targets.start(part + 1),
          prediction,
          units.sums(),
          (first[targets.place()] + part) * metrics.width());
    }
  }

  @Override
  public UnitSums sums() {
    return units;
  }
}
