package org.ravel.config;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;

/**
 * How the corpus is divided into training, validation and test data.
 *
 * @param validation the share of the validation split, of tokens or of documents
 * @param test the share of the test split
 * @param validationInput files that are the validation split, in place of a share
 * @param testInput files that are the test split, in place of a share
 */
public record SplitConfig(
    By by, double validation, double test, List<String> validationInput, List<String> testInput)
    implements Serializable {

  /** What is divided. */
  public enum By {
    /**
     * The stream of tokens, or the independent examples in their order, contiguously: training
     * first, then validation, then test.
     */
    TOKENS,
    /**
     * The documents, each by a hash of its content (lines) or of its name (files); independent
     * examples by their content.
     */
    DOCUMENTS
  }

  public SplitConfig {
    Require.present("split.by", by);
    Require.fraction("split.validation", validation);
    Require.fraction("split.test", test);
    Require.that(
        validation + test < 1,
        "split.validation + split.test",
        validation + test,
        "be below 1, to leave something to train on");
    Require.present("split.validation-input", validationInput);
    Require.present("split.test-input", testInput);
    validationInput.forEach(place -> Require.path("split.validation-input", place));
    testInput.forEach(place -> Require.path("split.test-input", place));
    validationInput = List.copyOf(validationInput);
    testInput = List.copyOf(testInput);
  }

  /**
   * The first of some things in a row that a split has, where they are divided contiguously: {@code
   * floor(n · (1 − validation − test))} for validation and {@code floor(n · (1 − test))} for the
   * test. The shares are taken as the decimal numbers they are written as.
   */
  public long start(Split split, long all) {
    BigDecimal behind = BigDecimal.valueOf(test);
    BigDecimal held =
        switch (split) {
          case TRAIN -> BigDecimal.ONE;
          case VALIDATION -> behind.add(BigDecimal.valueOf(validation));
          case TEST -> behind;
        };
    return BigDecimal.valueOf(all).multiply(BigDecimal.ONE.subtract(held)).longValue();
  }

  /** The same with the shares that are left where files are the other splits. */
  public SplitConfig shared() {
    return new SplitConfig(
        by,
        validationInput.isEmpty() ? validation : 0,
        testInput.isEmpty() ? test : 0,
        validationInput,
        testInput);
  }
}
