package org.ravel.config;

/**
 * Vectors of words that the token embedding starts from.
 *
 * @param file a text file of word2vec or GloVe; null for none
 * @param frozen whether the embedding stays as it is in training
 */
public record PretrainedConfig(String file, boolean frozen) {

  public PretrainedConfig {
    if (file != null) {
      Require.path("model.pretrained.file", file);
    }
    Require.that(
        !frozen || file != null,
        "model.pretrained.frozen",
        true,
        "be false without model.pretrained.file: an embedding of random numbers must learn");
  }
}
