package org.ravel.evaluation;

import java.util.List;
import org.ravel.shard.Sequence;

/** Makes tallies that keep the sums of each unit apart. */
record UnitTallies(UnitMetrics metrics) implements TallySource<UnitSums> {

  @Override
  public UnitTally begin(List<Sequence> block) {
    return new UnitTally(block, metrics);
  }
}
