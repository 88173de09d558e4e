package org.ravel.evaluation;

import java.util.List;
import org.ravel.network.Prediction;
import org.ravel.shard.Sequence;

/** Counts by sequence of a block and by each of its sources. */
final class UnitTally implements Tally<UnitSums> {
  /** Each sequence's first piece. */
  private final int[] first;

  private final UnitMetrics metrics;
  private final UnitSums units;

  UnitTally(List<Sequence> block, UnitMetrics metrics) {
    this.metrics = metrics;
    first = new int[block.size()];
    int pieces = 0;
    for (int place = 0; place < block.size(); place++) {
      first[place] = pieces;
      pieces += block.get(place).sources().length;
    }
    units = UnitSums.zero(pieces, metrics);
    for (int place = 0; place < block.size(); place++) {
      Sequence sequence = block.get(place);
      for (int part = 0; part < sequence.sources().length; part++) {
        units.sequences()[first[place] + part] = Math.toIntExact(sequence.index());
        units.sources()[first[place] + part] = sequence.sources()[part];
      }
    }
  }

  @Override
  public void add(TargetRow targets, Prediction prediction) {
    for (int part = 0; part < targets.sequence().sources().length; part++) {
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
