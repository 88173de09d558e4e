package org.ravel.evaluation.label;

import java.io.Serializable;
import org.ravel.sequence.Example;

/** Gives labels by what was counted on a training split. */
sealed interface LabelBaseline extends Serializable permits PhraseBaseline, WordLabels {

  /** What it does, such as {@code naive Bayes}. */
  String name();

  /**
   * The label of a target.
   *
   * @param position of the target in the example
   */
  int label(Example example, int position);
}
