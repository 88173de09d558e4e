package org.ravel.training;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ravel.error.ConfigurationException;
import org.ravel.network.Network;
import org.ravel.network.NetworkSnapshot;

/**
 * Parameters that a training starts from, instead of random ones. All else is new: updater,
 * learning rate, hidden states.
 *
 * @param digest SHA-256 of the network's file, which a training keeps in mind
 * @param network whose parameters they are
 */
public record WarmStart(String digest, NetworkSnapshot network) implements StartingParameters {

  @Override
  public void copyTo(Network target) {
    Map<String, List<Long>> ours = network.shapes();
    Map<String, List<Long>> theirs = NetworkSnapshot.shapes(target.topology());
    if (!ours.equals(theirs)) {
      throw new ConfigurationException(
          "the network to start from has the parameters %s but the configuration's has %s; set model.* as it was for that one, or start from scratch"
              .formatted(text(ours), text(theirs)));
    }
    target.take(network);
  }

  private static String text(Map<String, List<Long>> shapes) {
    return shapes.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
