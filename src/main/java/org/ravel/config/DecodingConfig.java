package org.ravel.config;

import java.io.Serializable;

/**
 * How a translation is looked for.
 *
 * @param beam how many beginnings of it are followed at the same time; 1 follows the best one
 * @param lengthPenalty α: translations are compared by their log-probability divided by the number
 *     of their tokens to the power of α
 * @param shortest the fewest tokens of a translation
 * @param longest the most
 */
public record DecodingConfig(int beam, double lengthPenalty, int shortest, int longest)
    implements Serializable {
  private static final int MOST_BEAM = 1_000;
  private static final int MOST_TOKENS = 1 << 20;

  public DecodingConfig {
    Require.between(1, MOST_BEAM, "decoding.beam", beam);
    Require.that(
        lengthPenalty >= 0 && Double.isFinite(lengthPenalty),
        "decoding.length-penalty",
        lengthPenalty,
        "be 0 or more");
    Require.between(1, MOST_TOKENS, "decoding.longest", longest);
    Require.between(0, longest, "decoding.shortest", shortest);
  }
}
