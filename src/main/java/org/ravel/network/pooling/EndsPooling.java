package org.ravel.network.pooling;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Rows;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Module;
import org.ravel.network.module.Pass;
import org.ravel.network.module.StepRows;
import org.ravel.network.module.Widths;

/** Picks the first half of each row's last step and the second half of its first step. */
final class EndsPooling implements Module {
  private final int width;
  private Activations input;

  EndsPooling(int width) {
    this.width = width;
  }

  @Override
  public Activations forward(Activations given, Pass pass) {
    Widths.requireInputs("pooling", width, given);
    input = given;
    INDArray steps = StepRows.of(given.values());
    INDArray output = StepRows.create(steps.dataType(), given.rows(), width);
    INDArray last = StepRows.create(steps.dataType(), given.rows(), width);
    Rows.gather(steps, StepRows.last(given.lengths()), last);
    Rows.gather(steps, first(), output);
    INDArray half = StepRows.create(steps.dataType(), given.rows(), width / 2);
    Rows.getColumns(last, 0, half);
    Rows.putColumns(half, output, 0);
    return new Activations(
        output.reshape('c', 1, given.rows(), width), StepRows.atMostOne(given.lengths()));
  }

  @Override
  public INDArray backward(INDArray outputGradient) {
    INDArray gradient = outputGradient.reshape('c', input.rows(), width);
    INDArray inputGradient = StepRows.like(input.values()).assign(0);
    INDArray steps = StepRows.of(inputGradient);
    INDArray half = StepRows.create(steps.dataType(), input.rows(), width / 2);
    INDArray padded = StepRows.like(gradient).assign(0);
    Rows.getColumns(gradient, 0, half);
    Rows.putColumns(half, padded, 0);
    Rows.scatter(padded, StepRows.last(input.lengths()), steps);
    padded.assign(0);
    Rows.getColumns(gradient, width / 2, half);
    Rows.putColumns(half, padded, width / 2);
    Rows.scatter(padded, first(), steps);
    return inputGradient;
  }

  /** Each row's first step, or no row if it has none. */
  private int[] first() {
    int[] places = new int[input.rows()];
    Arrays.setAll(places, row -> input.lengths()[row] == 0 ? Rows.NONE : row);
    return places;
  }
}
