package org.ravel.evaluation.translation;

import java.util.List;
import org.ravel.evaluation.tally.TallySource;
import org.ravel.sequence.Example;

/**
 * Makes the tallies of target tokens.
 *
 * @param unknown id of {@code <unk>}
 * @param models of the targets alone
 */
public record TargetTallies(int unknown, TargetModels models) implements TallySource<TargetSums> {

  @Override
  public TargetTally begin(List<Example> block) {
    return new TargetTally(unknown, models);
  }
}
