package org.ravel.network;

import java.io.Serializable;

/**
 * Travels to executors, where each {@link #open()} makes a network of the same layers and rules.
 */
public interface NetworkSource extends Serializable {

  /** Its layers. */
  Topology topology();

  /** A network whose parameters are zero, but for those that stay as they are. */
  Network open();
}
