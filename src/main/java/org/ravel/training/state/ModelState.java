package org.ravel.training.state;

import java.io.Serializable;

/**
 * What is averaged.
 *
 * @param parameters of the network
 * @param updater its updater's state; empty where there is none, or none is averaged
 */
public record ModelState(Floats parameters, Floats updater) implements Serializable {

  /** Numbers in it. */
  public long size() {
    return (long) parameters.size() + updater.size();
  }
}
