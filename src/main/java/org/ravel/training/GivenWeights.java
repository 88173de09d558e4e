package org.ravel.training;

import java.util.List;
import org.ravel.model.WeightsFile;
import org.ravel.network.Network;

/**
 * Weights that a file gives by name; all other parameters are random.
 *
 * @param weights of the file
 * @param tokens that the network reads, by id
 * @param labels that it predicts, by id
 */
public record GivenWeights(WeightsFile weights, List<String> tokens, List<String> labels)
    implements StartingParameters {

  @Override
  public String digest() {
    return weights.digest();
  }

  @Override
  public void copyTo(Network target) {
    weights.copyTo(target, tokens, labels);
  }
}
