package org.ravel.training;

import java.io.Serializable;

/**
 * What is averaged.
 *
 * @param parameters of the network
 * @param updater its updater's state; empty where there is none, or none is averaged
 */
record ModelState(Floats parameters, Floats updater) implements Serializable {

  /** Numbers in it. */
  long size() {
    return (long) parameters.size() + updater.size();
  }
}
