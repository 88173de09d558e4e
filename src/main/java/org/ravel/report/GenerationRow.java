package org.ravel.report;

import java.util.Locale;
import java.util.Map;

/**
 * A generation in the table of what went in.
 *
 * @param number of it
 * @param fresh whether it was new to this run
 * @param withheld whether it is left out
 * @param files number of source files
 * @param training targets of the training split
 * @param heldOut targets of the other splits
 * @param unknown share of unknown tokens, now and where the vocabulary was counted
 * @param divergence in bits
 * @param champion the champion's perplexity on it, and what multiple that is
 */
record GenerationRow(
    String number,
    boolean fresh,
    boolean withheld,
    String files,
    String training,
    String heldOut,
    String unknown,
    String divergence,
    String champion) {
  private static final String TRAINING = "train";

  static GenerationRow of(RetrainingRecord.Generation generation) {
    Map<String, Long> targets = generation.targets();
    long all = generation.allTargets();
    long training = targets.getOrDefault(TRAINING, 0L);
    return new GenerationRow(
        String.valueOf(generation.number()),
        generation.fresh(),
        generation.withheld(),
        Numbers.count(generation.files()),
        Numbers.count(training),
        Numbers.count(all - training),
        generation.unknownRate() == null
            ? Numbers.decimal(null)
            : "%s (%s)"
                .formatted(
                    Numbers.percent(generation.unknownRate()),
                    Numbers.percent(generation.countedUnknownRate())),
        generation.divergence() == null
            ? Numbers.decimal(null)
            : String.format(Locale.ROOT, "%.4f bits", generation.divergence()),
        generation.championPerplexity() == null
            ? Numbers.decimal(null)
            : "%s (%s ×)"
                .formatted(
                    Numbers.decimal(generation.championPerplexity()),
                    Numbers.decimal(generation.championRatio())));
  }
}
