package org.ravel.dynamics;

import java.util.List;
import org.ravel.dynamics.memory.GradientByLag;
import org.ravel.dynamics.memory.RecurrentRadius;

/**
 * Another network that is shown beside the one that is looked at, such as the same one at another
 * time of its training.
 *
 * @param name of it
 * @param gradient by lag, on the same strings; null where states have too many numbers
 * @param radii of its recurrent matrices
 * @param limitSet where it is after the same random strings; null where its states are others
 */
public record Sibling(
    String name, GradientByLag gradient, List<RecurrentRadius> radii, LimitSet limitSet) {
  public Sibling {
    radii = List.copyOf(radii);
  }
}
