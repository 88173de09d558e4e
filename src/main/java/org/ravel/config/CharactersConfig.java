package org.ravel.config;

/**
 * What a network makes of the characters of each word, beside the word's embedding.
 *
 * @param network what reads the characters
 * @param embeddingSize width of the embedding of a character
 * @param hiddenSize recurrent: units in each direction; convolution: features
 * @param window convolution: characters that each feature sees
 */
public record CharactersConfig(Network network, int embeddingSize, int hiddenSize, int window) {

  /** What reads the characters of a word. */
  public enum Network {
    /** Nothing: words are their ids. */
    NONE,
    /** A bidirectional recurrent layer, whose last state in each direction counts. */
    RECURRENT,
    /** A convolution over the characters, of whose features the greatest values count. */
    CONVOLUTION
  }

  private static final int MOST_UNITS = 1 << 20;
  private static final int MOST_CHARACTERS = 1 << 10;

  public CharactersConfig {
    Require.present("model.characters.network", network);
    Require.between(1, MOST_UNITS, "model.characters.embedding-size", embeddingSize);
    Require.between(1, MOST_UNITS, "model.characters.hidden-size", hiddenSize);
    Require.between(1, MOST_CHARACTERS, "model.characters.window", window);
  }

  /** Whether characters are read. */
  public boolean areRead() {
    return network != Network.NONE;
  }

  /** Features that they give a word. */
  public int width() {
    return switch (network) {
      case NONE -> 0;
      case RECURRENT -> Math.multiplyExact(2, hiddenSize);
      case CONVOLUTION -> hiddenSize;
    };
  }

  /** In words, such as {@code bidirectional, 25 units over characters}. */
  String summary() {
    return switch (network) {
      case NONE -> "none";
      case RECURRENT -> "bidirectional, %d units over characters".formatted(hiddenSize);
      case CONVOLUTION ->
          "convolution, %d features over %d characters".formatted(hiddenSize, window);
    };
  }
}
