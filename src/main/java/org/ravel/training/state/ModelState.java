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

  /** Zeros, as many as there are here. */
  public ModelState zeros() {
    return new ModelState(
        new Floats(new float[parameters.size()]), new Floats(new float[updater.size()]));
  }

  /**
   * A copy of one of equal slices, each a part of the parameters and of the updater's state.
   *
   * @param slice from 0
   * @param slices of all
   */
  public ModelState slice(int slice, int slices) {
    return new ModelState(slice(parameters, slice, slices), slice(updater, slice, slices));
  }

  private static Floats slice(Floats all, int slice, int slices) {
    return all.part(start(all, slice, slices), start(all, slice + 1, slices));
  }

  /** Writes a slice where it belongs. */
  public void put(int slice, int slices, ModelState part) {
    parameters.put(start(parameters, slice, slices), part.parameters);
    updater.put(start(updater, slice, slices), part.updater);
  }

  private static int start(Floats all, int slice, int slices) {
    return (int) ((long) all.size() * slice / slices);
  }
}
