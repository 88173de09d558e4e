package org.ravel.network.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Rows;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Module;
import org.ravel.network.module.Pass;
import org.ravel.network.module.StepRows;
import org.ravel.network.module.Widths;

/** Runs {@link WindowLayer}. */
class WindowModule implements Module {
  private final WindowLayer layer;
  private Activations input;

  WindowModule(WindowLayer layer) {
    this.layer = layer;
  }

  WindowLayer layer() {
    return layer;
  }

  Activations input() {
    return input;
  }

  @Override
  public Activations forward(Activations given, Pass pass) {
    Widths.requireInputs("a window", layer.inputs(), given);
    input = given;
    INDArray output =
        StepRows.create(given.values().dataType(), given.steps(), given.rows(), layer.width());
    gather(places(), pieces(output));
    return new Activations(output, given.lengths());
  }

  /** Copies steps of the input to pieces. */
  void gather(int[] places, INDArray pieces) {
    Rows.gather(StepRows.of(input.values()), places, pieces);
  }

  /** Which row of the input each piece of the output is. */
  private int[] places() {
    int rows = input.rows();
    int[] places = new int[input.steps() * rows * layer.size()];
    int piece = 0;
    for (int step = 0; step < input.steps(); step++) {
      for (int row = 0; row < rows; row++) {
        int length = input.lengths()[row];
        for (int from = step - layer.before(); from <= step + layer.after(); from++) {
          boolean exists = step < length && from < length;
          places[piece++] = exists ? place(row, from) : Rows.NONE;
        }
      }
    }
    return places;
  }

  /**
   * Which row of what is gathered from a step of a batch row is.
   *
   * @param step may be before the first one
   */
  int place(int row, int step) {
    return step < 0 ? Rows.NONE : step * input.rows() + row;
  }

  @Override
  public INDArray backward(INDArray outputGradient) {
    INDArray inputGradient = StepRows.like(input.values()).assign(0);
    scatter(pieces(outputGradient), places(), StepRows.of(inputGradient));
    return inputGradient;
  }

  /** Adds the gradients of pieces to those of the input. */
  void scatter(INDArray pieces, int[] places, INDArray inputGradient) {
    Rows.scatter(pieces, places, inputGradient);
  }

  /** A view, with a row for each step in a window. */
  private INDArray pieces(INDArray windows) {
    return windows.reshape('c', (long) input.steps() * input.rows() * layer.size(), layer.inputs());
  }
}
