package org.ravel.network.pooling;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Rows;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Module;
import org.ravel.network.module.Pass;
import org.ravel.network.module.StepRows;
import org.ravel.network.module.Widths;

/** Picks the last step of each row. */
final class LastPooling implements Module {
  private final int width;
  private Activations input;

  LastPooling(int width) {
    this.width = width;
  }

  @Override
  public Activations forward(Activations given, Pass pass) {
    Widths.requireInputs("pooling", width, given);
    input = given;
    INDArray output = StepRows.create(input.values().dataType(), 1, input.rows(), width);
    Rows.gather(StepRows.of(input.values()), StepRows.last(input.lengths()), StepRows.of(output));
    return new Activations(output, StepRows.atMostOne(input.lengths()));
  }

  @Override
  public INDArray backward(INDArray outputGradient) {
    INDArray inputGradient = StepRows.like(input.values());
    int[] places = new int[input.steps() * input.rows()];
    Arrays.fill(places, Rows.NONE);
    int[] last = StepRows.last(input.lengths());
    for (int row = 0; row < last.length; row++) {
      if (last[row] != Rows.NONE) {
        places[last[row]] = row;
      }
    }
    Rows.gather(StepRows.of(outputGradient), places, StepRows.of(inputGradient));
    return inputGradient;
  }
}
