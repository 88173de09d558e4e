package org.ravel.config;

import com.fasterxml.jackson.annotation.JsonAlias;

/**
 * The model of {@code kind = ngram}.
 *
 * @param order tokens of the longest n-gram: each token is predicted from the {@code order − 1}
 *     before it
 * @param smoothing what becomes of n-grams that were not seen
 * @param from a file in the format of ARPA, in which all is said; null to count
 */
public record NGramConfig(int order, Smoothing smoothing, String from) {
  /** Longer n-grams rarely occur twice. */
  public static final int MOST_TOKENS = 6;

  /** What becomes of n-grams that were not seen. */
  public enum Smoothing {
    /** Interpolated modified Kneser–Ney (Chen and Goodman 1998). */
    @JsonAlias("kneser-ney")
    KNESER_NEY("modified Kneser–Ney"),
    /** Interpolated Witten–Bell (Witten and Bell 1991, method C). */
    @JsonAlias("witten-bell")
    WITTEN_BELL("Witten–Bell");

    private final String words;

    Smoothing(String words) {
      this.words = words;
    }

    /** How it is called in sentences. */
    String words() {
      return words;
    }
  }

  public NGramConfig {
    Require.between(1, MOST_TOKENS, "model.ngram.order", order);
    Require.present("model.ngram.smoothing", smoothing);
    if (from != null) {
      Require.path("model.ngram.from", from);
    }
  }

  /** In words, such as {@code 5-gram model, modified Kneser–Ney}. */
  public String summary() {
    return from != null
        ? "n-grams of %s".formatted(from)
        : "%d-gram model, %s".formatted(order, smoothing.words());
  }
}
