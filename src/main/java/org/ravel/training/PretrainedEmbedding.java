package org.ravel.training;

import java.util.List;
import org.ravel.model.InitialParameters;
import org.ravel.network.Network;

/**
 * Rows of the embedding that somebody else has trained; the other rows, and all other parameters,
 * are random.
 *
 * @param digest SHA-256 of the file that they are from
 * @param rows by token id; null where there is none
 */
public record PretrainedEmbedding(String digest, List<float[]> rows) implements StartingParameters {

  @Override
  public void copyTo(Network target) {
    InitialParameters.setEmbedding(target, rows);
  }
}
