package org.ravel.config;

/**
 * Which labels there are, or which tokens of targets get an id of their own.
 *
 * @param maxSize the most tokens, {@code <unk>} and {@code <eos>} included; 0 for no limit
 * @param minCount how often a token must stand in the targets
 * @param from a shard set, or a file of its labels or of its target vocabulary, which are used
 *     instead of those that the training split has; null for these
 * @param shared whether sources and targets have one vocabulary, counted on both
 */
public record TargetVocabularyConfig(int maxSize, long minCount, String from, boolean shared) {

  private static final Condition SHARED =
      new Condition("target-vocabulary.shared = true")
          .because("for which the settings of vocabulary hold");

  public TargetVocabularyConfig {
    Require.that(
        maxSize == 0 || maxSize >= 3,
        "target-vocabulary.max-size",
        maxSize,
        "be 0 (no limit) or 3 and more");
    Require.atLeast(1, "target-vocabulary.min-count", minCount);
    if (from != null) {
      Require.path("target-vocabulary.from", from);
    }
    if (shared) {
      SHARED.require(maxSize == 0, "target-vocabulary.max-size", maxSize, "be 0");
      SHARED.require(minCount == 1, "target-vocabulary.min-count", minCount, "be 1");
      SHARED.requireNull("target-vocabulary.from", from);
    }
  }

  /** The same choice among the tokens of targets. */
  public VocabularyConfig ofTokens() {
    return new VocabularyConfig(maxSize, minCount, from);
  }

  /** Whether all are kept. */
  boolean isWhole() {
    return maxSize == 0 && minCount == 1;
  }
}
