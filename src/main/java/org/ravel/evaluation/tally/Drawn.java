package org.ravel.evaluation.tally;

import java.io.Serializable;
import java.util.SplittableRandom;

/**
 * The examples of a training split that are looked at, where all of them would take too long. Which
 * ones follows from their numbers alone.
 *
 * @param trained all of them
 * @param most how many are looked at, about; as many as there are if it is more
 */
public record Drawn(long trained, long most) implements Serializable {

  /** Whether one is looked at. */
  public boolean has(long index) {
    return most >= trained
        || new SplittableRandom(index).nextDouble() < (double) most / (double) trained;
  }

  /** What to say of it; empty where all are looked at. */
  public String note() {
    return most >= trained ? "" : "of about %,d that were drawn".formatted(most);
  }
}
