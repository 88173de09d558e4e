package org.ravel.dynamics.memory;

import java.util.List;

/**
 * How long a network remembers.
 *
 * @param gradient by lag; null where it was left out
 * @param leftOut why; null if it was not
 * @param radii of the recurrent matrices; none of layers of other kinds
 * @param gates none of a network without gates
 */
public record Memory(
    GradientByLag gradient,
    String leftOut,
    List<RecurrentRadius> radii,
    List<GateSaturation> gates) {
  public Memory {
    radii = List.copyOf(radii);
    gates = List.copyOf(gates);
  }
}
