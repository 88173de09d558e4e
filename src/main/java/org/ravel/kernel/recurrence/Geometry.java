package org.ravel.kernel.recurrence;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a recurrence is built for; its memory is made for these sizes.
 *
 * @param minibatch sequences side by side
 * @param time steps that there is room for
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

  /** The same with room for so many steps. */
  Geometry withSteps(int steps) {
    return new Geometry(cell, minibatch, steps, inputs, hidden, peepholes);
  }

  /**
   * How many steps an output has.
   *
   * @param output shape [time, minibatch, hidden]
   */
  int steps(INDArray output) {
    long steps = output.size(0);
    if (steps < 1 || steps > time) {
      throw new IllegalArgumentException(
          "there are %d steps, but there is room for 1 to %d".formatted(steps, time));
    }
    return (int) steps;
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
