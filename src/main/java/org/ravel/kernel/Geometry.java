package org.ravel.kernel;

/**
 * What a recurrence is built for; its memory is made for these sizes.
 *
 * @param minibatch sequences side by side
 * @param time steps
 * @param inputs features of an input step; 0 if the input is ids, see {@link Input.RowIds}
 * @param hidden units
 * @param peepholes whether the gates of an LSTM see its memory (Gers and Schmidhuber 2000)
 */
public record Geometry(
    Cell cell, int minibatch, int time, int inputs, int hidden, boolean peepholes) {

  /** Checks that each size is positive, and that only an LSTM has peepholes. */
  public Geometry {
    require("minibatch", minibatch);
    require("time", time);
    if (inputs < 0) {
      throw new IllegalArgumentException("inputs is %d but must not be negative".formatted(inputs));
    }
    require("hidden", hidden);
    if (peepholes && !cell.hasMemory()) {
      throw new IllegalArgumentException(
          "a cell of kind %s has no memory for peepholes to see".formatted(cell));
    }
  }

  /** Whether the input is numbers of rows. */
  boolean readsIds() {
    return inputs == 0;
  }

  private static void require(String name, int size) {
    if (size < 1) {
      throw new IllegalArgumentException("%s is %d but must be at least 1".formatted(name, size));
    }
  }
}
