package org.ravel.kernel.recurrence;

import org.nd4j.linalg.api.buffer.DataType;
import org.ravel.kernel.Kernels.KernelPath;

/**
 * All that a recurrence is made for.
 *
 * @param training whether {@link Recurrence#backward} will be called
 */
public record RecurrencePlan(Geometry geometry, DataType type, KernelPath path, boolean training) {

  /** The same with room for so many steps. */
  RecurrencePlan withSteps(int steps) {
    return new RecurrencePlan(geometry.withSteps(steps), type, path, training);
  }

  /** A recurrence. */
  public Recurrence open() {
    return switch (path) {
      case FAST -> new FastRecurrence(geometry, training);
      case PORTABLE -> new PortableRecurrence(geometry, type);
    };
  }
}
