package org.ravel.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.error.ConfigurationException;

/**
 * Parameters that a training starts from, instead of random ones. All else is new: updater,
 * learning rate, hidden states.
 *
 * @param digest SHA-256 of the network's file, which a training keeps in mind
 * @param network whose parameters they are
 */
public record WarmStart(String digest, MultiLayerNetwork network) {

  /**
   * Gives the parameters to a network.
   *
   * @throws ConfigurationException if its layers have others
   */
  void copyTo(MultiLayerNetwork target) {
    Map<String, List<Long>> ours = shapes(network);
    Map<String, List<Long>> theirs = shapes(target);
    if (!ours.equals(theirs)) {
      throw new ConfigurationException(
          "the network to start from has the parameters %s but the configuration's has %s; set model.* as it was for that one, or start from scratch"
              .formatted(text(ours), text(theirs)));
    }
    target.params().assign(network.params());
  }

  /** By layer and name, in the order of the flat array. */
  private static Map<String, List<Long>> shapes(MultiLayerNetwork network) {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    for (Map.Entry<String, INDArray> entry : network.paramTable().entrySet()) {
      List<Long> shape =
          Arrays.stream(entry.getValue().shape()).boxed().collect(Collectors.toList());
      shapes.put(entry.getKey(), shape);
    }
    return shapes;
  }

  private static String text(Map<String, List<Long>> shapes) {
    return shapes.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
