package org.ravel.evaluation.unit;

import java.util.List;
import org.ravel.evaluation.tally.TallySource;
import org.ravel.sequence.Example;

/** Makes tallies that keep the sums of each unit apart. */
public record UnitTallies(UnitMetrics metrics) implements TallySource<UnitSums> {

  @Override
  public UnitTally begin(List<Example> block) {
    return new UnitTally(block, metrics);
  }
}
