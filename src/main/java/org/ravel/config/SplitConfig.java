package org.ravel.config;

/**
 * How the corpus is divided into training, validation and test data.
 *
 * @param validation the share of the validation split, of tokens or of documents
 * @param test the share of the test split
 */
public record SplitConfig(By by, double validation, double test) {

  /** What is divided. */
  public enum By {
    /** The stream of tokens, contiguously: training first, then validation, then test. */
    TOKENS,
    /** The documents, each by a hash of its content (lines) or of its name (files). */
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
  }
}
