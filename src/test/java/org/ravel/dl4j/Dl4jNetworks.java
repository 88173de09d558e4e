package org.ravel.dl4j;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.ravel.model.NetworkSpecification;
import org.ravel.network.Network;
import org.ravel.network.NetworkSnapshot;
import org.ravel.sequence.Batch;

/** Networks of Deeplearning4j, for tests outside of its package. */
public final class Dl4jNetworks {
  private Dl4jNetworks() {}

  /** A network with its first parameters, as training makes it. */
  public static Network network(NetworkSpecification specification) {
    return new Dl4jTraining().network(specification);
  }

  /** The same as Deeplearning4j has it. */
  public static MultiLayerNetwork of(NetworkSpecification specification) {
    return Dl4jNetwork.of(network(specification));
  }

  /** The same with other parameters. */
  public static MultiLayerNetwork of(NetworkSpecification specification, NetworkSnapshot given) {
    Network network = network(specification);
    network.take(given);
    return Dl4jNetwork.of(network);
  }

  /** A batch as Deeplearning4j has it. */
  public static DataSet dataSet(Batch batch) {
    return Dl4jNetwork.dataSet(batch);
  }
}
