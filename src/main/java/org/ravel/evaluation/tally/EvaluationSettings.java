package org.ravel.evaluation.tally;

import java.io.Serializable;
import java.util.List;
import org.ravel.config.DecodingConfig;
import org.ravel.config.EvaluationConfig;
import org.ravel.config.LabelGroupConfig;

/**
 * How a split is walked.
 *
 * @param carryState whether the hidden state goes on from one sequence to the next of its lane, or
 *     starts at zero in each sequence
 * @param minibatchSize sequences that are propagated together; with carried state, the lanes of a
 *     block
 * @param blockSequences sequences per unit of work; the state starts at zero in each block
 * @param sourceEntropy entropy of the source in bits per token where it is known, else null; it is
 *     handed on to the result and changes nothing
 * @param threshold probability from which a label is one of a set
 * @param decoding how translations are looked for; null where nobody looks
 * @param labelGroups groups of labels that are measured beside these
 */
public record EvaluationSettings(
    boolean carryState,
    int minibatchSize,
    int blockSequences,
    Double sourceEntropy,
    double threshold,
    DecodingConfig decoding,
    List<LabelGroupConfig> labelGroups)
    implements Serializable {

  /** Where nobody looks for translations, and nothing depends on a threshold. */
  public EvaluationSettings(
      boolean carryState, int minibatchSize, int blockSequences, Double sourceEntropy) {
    this(carryState, minibatchSize, blockSequences, sourceEntropy, 0.5, null, List.of());
  }

  /** What the configuration says. */
  public static EvaluationSettings of(EvaluationConfig config) {
    return new EvaluationSettings(
        config.carryState(),
        config.minibatchSize(),
        config.blockSequences(),
        config.sourceEntropy(),
        config.threshold(),
        null,
        config.labelGroups());
  }

  /** The same, and translations are looked for. */
  public EvaluationSettings decoding(DecodingConfig how) {
    return new EvaluationSettings(
        carryState, minibatchSize, blockSequences, sourceEntropy, threshold, how, labelGroups);
  }
}
