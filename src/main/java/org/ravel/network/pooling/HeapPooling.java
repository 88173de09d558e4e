package org.ravel.network.pooling;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Doubles;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Module;
import org.ravel.network.module.Pass;
import org.ravel.network.module.StepRows;
import org.ravel.network.module.Widths;

/** Pools steps by arithmetic, in double precision on the heap. */
final class HeapPooling implements Module {
  private final int width;
  private final Kind kind;
  private Activations input;
  private double[] steps;
  private double[] stepGradients;

  HeapPooling(int width, Kind kind) {
    this.width = width;
    this.kind = kind;
  }

  /**
   * Steps of rows, step after step.
   *
   * @param numbers shape [steps, rows, width]
   */
  record StepNumbers(double[] numbers, int[] lengths, int width) {

    /** Rows side by side. */
    int rows() {
      return lengths.length;
    }

    /** Where a step of a row begins. */
    int at(int step, int row) {
      return (step * lengths.length + row) * width;
    }

    /** The longest row's steps. */
    int longest() {
      return Arrays.stream(lengths).max().orElse(0);
    }
  }

  /** An arithmetic. */
  interface Kind {
    /**
     * Pools.
     *
     * @param pooled shape [rows, width], zero: written for rows with a step
     */
    void forward(StepNumbers steps, double[] pooled);

    /**
     * Goes back over what {@link #forward} did last.
     *
     * @param gradients of the steps, zero: written for the steps that there are
     */
    void backward(StepNumbers steps, double[] pooledGradients, double[] gradients);
  }

  @Override
  public Activations forward(Activations given, Pass pass) {
    Widths.requireInputs("pooling", width, given);
    input = given;
    steps = Doubles.read(given.values(), steps);
    double[] pooled = new double[given.rows() * width];
    kind.forward(read(), pooled);
    INDArray output = StepRows.create(given.values().dataType(), 1, given.rows(), width);
    Doubles.write(pooled, output);
    return new Activations(output, StepRows.atMostOne(given.lengths()));
  }

  @Override
  public INDArray backward(INDArray outputGradient) {
    stepGradients = Doubles.room(stepGradients, input.values().length());
    Arrays.fill(stepGradients, 0);
    kind.backward(read(), Doubles.read(outputGradient), stepGradients);
    INDArray inputGradient = StepRows.like(input.values());
    Doubles.write(stepGradients, inputGradient);
    return inputGradient;
  }

  private StepNumbers read() {
    return new StepNumbers(steps, input.lengths(), width);
  }
}
