package org.ravel.example;

import java.util.List;

/**
 * An independent example as it was read.
 *
 * @param labels one for each step, or one
 * @param cut whether it was longer
 */
public record LabelledSteps(ReadSteps steps, List<String> labels, boolean cut) {

  /** The same with its first steps only, and their labels. */
  LabelledSteps cutTo(int count) {
    List<String> kept =
        labels.size() == steps.count() && labels.size() > 1 ? labels.subList(0, count) : labels;
    return new LabelledSteps(steps.first(count), kept, true);
  }
}
