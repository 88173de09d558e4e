package org.ravel.kernel;

/**
 * What a recurrence is built for; native primitives have fixed shapes.
 *
 * @param minibatch sequences side by side
 * @param time steps
 * @param inputs features of an input step
 * @param hidden units
 * @param peepholes whether the gates of an LSTM see its memory (Gers and Schmidhuber 2000)
 */
public record Geometry(
    Cell cell, int minibatch, int time, int inputs, int hidden, boolean peepholes) {

  /** Checks that each size is at least 1, and that only an LSTM has peepholes. */
  public Geometry {
    require("minibatch", minibatch);
    require("time", time);
    require("inputs", inputs);
    require("hidden", hidden);
    if (peepholes && !cell.hasMemory()) {
      throw new IllegalArgumentException(
          "a cell of kind %s has no memory for peepholes to see".formatted(cell));
    }
  }

  private static void require(String name, int size) {
    if (size < 1) {
      throw new IllegalArgumentException("%s is %d but must be at least 1".formatted(name, size));
    }
  }
}
