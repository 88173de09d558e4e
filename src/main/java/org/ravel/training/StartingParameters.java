package org.ravel.training;

import org.ravel.error.ConfigurationException;
import org.ravel.network.Network;

/** What a training starts from, instead of random parameters only. All else is new. */
public sealed interface StartingParameters permits WarmStart, PretrainedEmbedding, GivenWeights {

  /** SHA-256 of the file that they are from, which a training keeps in mind. */
  String digest();

  /**
   * Gives them to a network.
   *
   * @throws ConfigurationException if they do not fit
   */
  void copyTo(Network target);
}
