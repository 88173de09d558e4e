package org.ravel.evaluation.label;

import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.ravel.evaluation.tally.TallySource;
import org.ravel.sequence.Example;

/**
 * Makes the tallies of a classification.
 *
 * @param ranked whether it is counted how each class is scored against the rest
 */
public record ClassTallies(LabelNames names, Broadcast<TrainingFacts> training, boolean ranked)
    implements TallySource<ClassSums> {

  @Override
  public ClassTally begin(List<Example> block) {
    return new ClassTally(names, training.value(), ranked);
  }
}
