package org.ravel.report;

import java.util.List;
import java.util.Objects;

/**
 * One of several models that are compared.
 *
 * @param name how the user named it
 * @param training how it was trained
 * @param curve of its training; empty if it is not known
 * @param evaluated what was measured on it; null if no report on it was found
 */
public record ComparedModel(
    String name,
    TrainingProvenance training,
    List<ReportContext.LearningPoint> curve,
    Evaluated evaluated) {

  public ComparedModel {
    curve = List.copyOf(curve);
  }

  /**
   * The figures of a report, and what they depend on.
   *
   * @param report where it is
   * @param split of the shards
   * @param shardDigest SHA-256 of the shards' manifest; null if the report does not say
   * @param settings how the split was walked, in words; null if the report does not say
   * @param targets predicted tokens
   * @param negativeLogLikelihood nats per token
   * @param standardError of it
   * @param bitsPerCharacter bits
   * @param top1Accuracy share
   * @param verdict against the best baseline, in words; null if the report has none
   */
  public record Evaluated(
      String report,
      String split,
      String shardDigest,
      String settings,
      long targets,
      Double negativeLogLikelihood,
      Double standardError,
      Double bitsPerCharacter,
      Double top1Accuracy,
      String verdict) {
    /** Standard errors on both sides of an interval of 95 per cent. */
    private static final double SIDE = 1.96;

    /** Whether both are figures of the same tokens, walked in the same way. */
    boolean isComparableWith(Evaluated other) {
      return shardDigest != null
          && settings != null
          && shardDigest.equals(other.shardDigest)
          && settings.equals(other.settings)
          && Objects.equals(split, other.split)
          && targets == other.targets;
    }

    /** Such as "10.31 (10.12 to 10.51)". */
    String perplexity() {
      if (negativeLogLikelihood == null) {
        return "not finite";
      }
      String perplexity = Numbers.decimal(Math.exp(negativeLogLikelihood));
      return standardError == null
          ? perplexity
          : "%s (%s to %s)"
              .formatted(
                  perplexity,
                  Numbers.decimal(Math.exp(negativeLogLikelihood - SIDE * standardError)),
                  Numbers.decimal(Math.exp(negativeLogLikelihood + SIDE * standardError)));
    }
  }
}
