package org.ravel.config;

/**
 * Text from a model.
 *
 * @param length tokens to generate
 * @param prime text that the model reads first; part of what is printed
 * @param temperature the logits are divided by it; 0 always takes the most probable token
 * @param topK only so many of the most probable tokens may be drawn; 0 for all
 * @param topP only the most probable tokens may be drawn that have this probability together
 * @param seed the same seed gives the same text; null for the run's seed
 * @param output a file to write; null for standard output
 */
public record GenerationConfig(
    int length, String prime, double temperature, int topK, double topP, Long seed, String output) {

  public GenerationConfig {
    Require.atLeast(1, "generation.length", length);
    Require.present("generation.prime", prime);
    Require.notNegative("generation.temperature", temperature);
    Require.atLeast(0, "generation.top-k", topK);
    Require.that(topP > 0 && topP <= 1, "generation.top-p", topP, "lie in (0, 1]");
  }
}
