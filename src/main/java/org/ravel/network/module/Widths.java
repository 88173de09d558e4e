package org.ravel.network.module;

import java.util.Arrays;
import org.ravel.sequence.Field;
import org.ravel.sequence.Steps;

/** Native code takes widths on trust: whoever calls it has them checked here. */
public final class Widths {
  private Widths() {}

  /**
   * Refuses a setting that is no number of features, steps or the like.
   *
   * @throws IllegalArgumentException if it is below the least
   */
  public static void require(String layer, String what, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s has %s %d but must have at least %d".formatted(layer, what, value, least));
    }
  }

  /**
   * Refuses activations of another width.
   *
   * @throws IllegalArgumentException if it is another
   */
  public static void requireInputs(String layer, int inputs, Activations input) {
    if (input.width() != inputs) {
      throw new IllegalArgumentException(
          "%s reads %d features but was given %d".formatted(layer, inputs, input.width()));
    }
    if (input.rows() != input.lengths().length) {
      throw new IllegalArgumentException(
          "%s was given %d rows but lengths of %d"
              .formatted(layer, input.rows(), input.lengths().length));
    }
  }

  /**
   * Refuses targets that are of another shape than the activations that they are for.
   *
   * @throws IllegalArgumentException if they are
   */
  public static void requireTargets(String head, Activations input, Steps targets) {
    boolean fits = targets.rows() == input.rows() && targets.steps() == input.steps();
    for (int row = 0; fits && row < targets.rows(); row++) {
      fits = targets.lengths()[row] <= input.lengths()[row];
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "%s was given %d steps of rows of lengths %s, but targets of %d steps and lengths %s"
              .formatted(
                  head,
                  input.steps(),
                  Arrays.toString(input.lengths()),
                  targets.steps(),
                  Arrays.toString(targets.lengths())));
    }
  }

  /**
   * Targets that are ids.
   *
   * @throws IllegalArgumentException if they are not
   */
  public static Field ids(String head, Steps targets) {
    if (targets instanceof Field ids) {
      return ids;
    }
    throw new IllegalArgumentException(
        "%s is to be trained with ids but was given %s".formatted(head, targets.what()));
  }
}
