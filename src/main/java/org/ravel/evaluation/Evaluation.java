package org.ravel.evaluation;

import org.ravel.evaluation.measure.Measures;
import org.ravel.evaluation.measure.Text;

/**
 * A model on a split.
 *
 * @param split which one
 * @param measures what it came to
 * @param seconds wall time that the model has taken, for the throughput; the baselines' is not in
 *     it
 */
public record Evaluation(String split, Measures measures, double seconds) {

  /**
   * What a language model came to.
   *
   * @throws IllegalStateException if the model is none
   */
  public Text text() {
    if (measures instanceof Text text) {
      return text;
    }
    throw new IllegalStateException(
        "not a language model's measures but " + measures.getClass().getSimpleName());
  }
}
