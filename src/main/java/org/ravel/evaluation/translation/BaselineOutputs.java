package org.ravel.evaluation.translation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ravel.evaluation.tally.Sums;

/**
 * What baselines write beside the references.
 *
 * @param byBaseline in their order
 */
record BaselineOutputs(List<WrittenSums> byBaseline) implements Sums<BaselineOutputs> {
  /** Of no sentence, by three baselines. */
  static final BaselineOutputs NONE = new BaselineOutputs(Collections.nCopies(3, WrittenSums.NONE));

  @Override
  public BaselineOutputs plus(BaselineOutputs other) {
    List<WrittenSums> both = new ArrayList<>();
    for (int i = 0; i < byBaseline.size(); i++) {
      both.add(byBaseline.get(i).plus(other.byBaseline.get(i)));
    }
    return new BaselineOutputs(both);
  }
}
