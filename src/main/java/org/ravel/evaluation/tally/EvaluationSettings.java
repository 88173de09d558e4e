package org.ravel.evaluation.tally;

import java.io.Serializable;
import java.util.List;
import org.ravel.config.DecodingConfig;
import org.ravel.config.EvaluationConfig;
import org.ravel.config.LabelGroupConfig;
import org.ravel.config.RavelConfig;
import org.ravel.config.TrainingConfig.LossOver;

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
 * @param rootsOnly whether of trees the root alone is a target
 */
public record EvaluationSettings(
    boolean carryState,
    int minibatchSize,
    int blockSequences,
    Double sourceEntropy,
    double threshold,
    DecodingConfig decoding,
    List<LabelGroupConfig> labelGroups,
    boolean rootsOnly)
    implements Serializable {

  /** Where nobody looks for translations, and nothing depends on a threshold. */
  public EvaluationSettings(
      boolean carryState, int minibatchSize, int blockSequences, Double sourceEntropy) {
    this(carryState, minibatchSize, blockSequences, sourceEntropy, 0.5, null, List.of(), false);
  }

  /** What the configuration says: for a model that is trained as it says, too. */
  public static EvaluationSettings of(RavelConfig config) {
    return of(config.evaluation(), config.training().lossOver() == LossOver.ROOT);
  }

  /**
   * What the configuration says.
   *
   * @param rootsOnly whether of trees the root alone is a target
   */
  public static EvaluationSettings of(EvaluationConfig config, boolean rootsOnly) {
    return new EvaluationSettings(
        config.carryState(),
        config.minibatchSize(),
        config.blockSequences(),
        config.sourceEntropy(),
        config.threshold(),
        null,
        config.labelGroups(),
        rootsOnly);
  }

  /** The same, and translations are looked for. */
  public EvaluationSettings decoding(DecodingConfig how) {
    return new EvaluationSettings(
        carryState,
        minibatchSize,
        blockSequences,
        sourceEntropy,
        threshold,
        how,
        labelGroups,
        rootsOnly);
  }
}
