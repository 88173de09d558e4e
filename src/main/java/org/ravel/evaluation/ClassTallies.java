package org.ravel.evaluation;

import java.util.List;
import org.ravel.sequence.Example;

/** Makes the tallies of a classification. */
record ClassTallies(LabelNames names) implements TallySource<ClassSums> {

  @Override
  public ClassTally begin(List<Example> block) {
    return new ClassTally(names);
  }
}
