package org.ravel.evaluation;

import java.util.List;
import org.ravel.sequence.Example;

/** Makes tallies that keep the sums of each unit apart. */
record UnitTallies(UnitMetrics metrics) implements TallySource<UnitSums> {

  @Override
  public UnitTally begin(List<Example> block) {
    return new UnitTally(block, metrics);
  }
}
