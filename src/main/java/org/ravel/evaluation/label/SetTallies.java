package org.ravel.evaluation.label;

import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.ravel.evaluation.tally.TallySource;
import org.ravel.sequence.Example;

/**
 * Makes the tallies of sets of labels.
 *
 * @param threshold probability from which a label is given
 * @param ranked whether it is counted how each label is scored
 */
public record SetTallies(
    LabelNames names, double threshold, Broadcast<SetFacts> training, boolean ranked)
    implements TallySource<SetSums> {

  @Override
  public SetTally begin(List<Example> block) {
    return new SetTally(names, threshold, training.value(), ranked);
  }
}
