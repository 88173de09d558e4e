package org.ravel.evaluation.label;

import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.ravel.evaluation.tally.TallySource;
import org.ravel.sequence.Example;

/**
 * Makes the tallies of trees.
 *
 * @param groups of labels that are measured beside these
 */
public record TreeTallies(LabelNames names, LabelGroups groups, Broadcast<TreeFacts> training)
    implements TallySource<TreeSums> {

  @Override
  public TreeTally begin(List<Example> block) {
    return new TreeTally(names, groups, training.value());
  }
}
