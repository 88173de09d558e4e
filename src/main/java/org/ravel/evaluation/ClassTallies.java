package org.ravel.evaluation;

import java.util.List;
import org.ravel.shard.Sequence;

/** Makes the tallies of a classification. */
record ClassTallies(LabelNames names) implements TallySource<ClassSums> {

  @Override
  public ClassTally begin(List<Sequence> block) {
    return new ClassTally(names);
  }
}
