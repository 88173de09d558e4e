package org.ravel.network;

/** Native code takes widths on trust: whoever calls it has them checked here. */
final class Widths {
  private Widths() {}

  /**
   * Refuses a setting that is no number of features, steps or the like.
   *
   * @throws IllegalArgumentException if it is below the least
   */
  static void require(String layer, String what, int value, int least) {
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
  static void requireInputs(String layer, int inputs, Activations input) {
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
}
