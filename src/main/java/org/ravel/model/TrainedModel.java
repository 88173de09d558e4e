package org.ravel.model;

import org.ravel.corpus.Vocabulary;
import org.ravel.error.InputException;
import org.ravel.network.NetworkSnapshot;

/**
 * A network with what is needed to use it.
 *
 * @param network the trained network
 * @param vocabulary what its token ids mean
 * @param description where it comes from
 * @param configuration the effective configuration of its training
 */
public record TrainedModel(
    NetworkSnapshot network,
    Vocabulary vocabulary,
    ModelDescription description,
    String configuration) {

  /**
   * Checks that the model speaks a vocabulary.
   *
   * @param digest the vocabulary's SHA-256
   * @param owner whose vocabulary it is, for the message
   * @throws InputException if it is another one
   */
  public void requireVocabulary(String digest, String owner) {
    if (!description.vocabularyDigest().equals(digest)) {
      throw new InputException(
          ("the model was trained with the vocabulary %s but %s has %s; prepare the data with"
                  + " vocabulary.from set to the model's shards, or train a model on it")
              .formatted(description.vocabularyDigest(), owner, digest));
    }
  }
}
