package org.ravel.scoring;

/**
 * What was scored, over all rows.
 *
 * @param rows number of rows
 * @param tokens tokens that were predicted
 * @param unknown how many of them are {@code <unk>}
 * @param nats their negative log-likelihood
 * @param seconds of reading, scoring and writing, without Spark's start
 */
public record Scores(long rows, long tokens, long unknown, double nats, double seconds) {

  /** exp(nats / tokens); null without tokens. */
  public Double perplexity() {
    return tokens == 0 ? null : Math.exp(nats / tokens);
  }
}
