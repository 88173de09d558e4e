package org.ravel.network.layer;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.Scopes;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Module;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Pass;
import org.ravel.network.module.Stateful;
import org.ravel.network.module.StepRows;
import org.ravel.network.module.Widths;

/**
 * Runs a {@link StepCell} step by step and row by row in plain loops and double precision: such
 * networks are small, and what they answer often hangs on a digit far behind the point.
 */
final class StepModule implements Module, Stateful {
  private final String name;
  private final StepCell cell;
  private final List<INDArray> values;

  /** Null for a module that only predicts. */
  private final List<INDArray> gradients;

  private Map<String, INDArray> start = Map.of();
  private double[] input;

  /** By step and row: before the first step, then behind each. */
  private double[] states;

  /** By row. */
  private double[] startGradient;

  private double[][] weights;
  private int[] lengths;
  private int steps;
  private INDArray like;

  /**
   * A module of a cell.
   *
   * @param name of the layer, such as {@code a Jordan layer}
   * @param parameters names of the cell's weights
   * @param gradients null for a module that only predicts
   */
  StepModule(
      String name,
      StepCell cell,
      List<String> parameters,
      Parameters values,
      Parameters gradients) {
    this.name = name;
    this.cell = cell;
    this.values = parameters.stream().map(values::get).toList();
    this.gradients = gradients == null ? null : parameters.stream().map(gradients::get).toList();
  }

  @Override
  public Activations forward(Activations given, Pass pass) {
    Widths.requireInputs(name, cell.inputs(), given);
    like = given.values();
    lengths = given.lengths();
    steps = given.steps();
    input = numbers(given.values());
    weights = values.stream().map(StepModule::numbers).toArray(double[][]::new);
    states = new double[(steps + 1) * lengths.length * cell.numbers()];
    begin();
    for (int step = 0; step < steps; step++) {
      for (int row = 0; row < lengths.length; row++) {
        if (step < lengths[row]) {
          cell.step(weights, at(step, row));
        } else {
          System.arraycopy(states, place(step, row), states, place(step + 1, row), cell.numbers());
        }
      }
    }
    INDArray output = StepRows.create(like.dataType(), steps, lengths.length, cell.width());
    output.assign(array(columns(1, steps, 0, cell.width()), output));
    return new Activations(output, lengths);
  }

  /** Sets the states before the first step: those of the batch before, or zero. */
  private void begin() {
    if (start.isEmpty()) {
      return;
    }
    int column = 0;
    for (Map.Entry<String, Integer> seen : cell.seen().entrySet()) {
      INDArray given = start.get(seen.getKey());
      if (given.size(0) != lengths.length) {
        throw new IllegalStateException(
            "the state is of %d rows but the batch has %d"
                .formatted(given.size(0), lengths.length));
      }
      double[] first = numbers(given);
      int width = seen.getValue();
      for (int row = 0; row < lengths.length; row++) {
        System.arraycopy(first, row * width, states, place(0, row) + column, width);
      }
      column += width;
    }
  }

  @Override
  public INDArray backward(INDArray outputGradient) {
    double[] output = numbers(outputGradient);
    var sums =
        new StepCell.Gradients(
            Arrays.stream(weights).map(one -> new double[one.length]).toArray(double[][]::new),
            new double[input.length]);
    startGradient = new double[lengths.length * cell.numbers()];
    for (int row = 0; row < lengths.length; row++) {
      double[] state = new double[cell.numbers()];
      for (int step = lengths[row] - 1; step >= 0; step--) {
        int ofStep = (step * lengths.length + row) * cell.width();
        for (int feature = 0; feature < cell.width(); feature++) {
          state[feature] += output[ofStep + feature];
        }
        state = cell.back(weights, at(step, row), state, sums);
      }
      System.arraycopy(state, 0, startGradient, row * cell.numbers(), cell.numbers());
    }
    for (int i = 0; i < weights.length; i++) {
      INDArray to = gradients.get(i);
      to.addi(array(sums.weights()[i], to));
    }
    return StepRows.like(like).assign(array(sums.input(), like));
  }

  private StepCell.Step at(int step, int row) {
    int read = (step * lengths.length + row) * cell.inputs();
    return new StepCell.Step(input, read, states, place(step, row), place(step + 1, row));
  }

  private int place(int step, int row) {
    return (step * lengths.length + row) * cell.numbers();
  }

  /** Of the states of some steps so many numbers each, from a column on. */
  private double[] columns(int firstStep, int count, int column, int width) {
    return columns(states, place(firstStep, 0), count * lengths.length, column, width);
  }

  private double[] columns(double[] from, int first, int rows, int column, int width) {
    double[] chosen = new double[rows * width];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(from, first + row * cell.numbers() + column, chosen, row * width, width);
    }
    return chosen;
  }

  /** In 'c' order. */
  private static double[] numbers(INDArray array) {
    return array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
  }

  /** An array of the other's type and shape, in 'c' order. */
  private static INDArray array(double[] numbers, INDArray as) {
    return Nd4j.createFromArray(numbers).castTo(as.dataType()).reshape('c', as.shape());
  }

  @Override
  public void start(Map<String, INDArray> state) {
    start = state;
  }

  @Override
  public Map<String, INDArray> reached() {
    return byName(states, place(steps, 0));
  }

  @Override
  public Map<String, INDArray> startGradient() {
    return byName(startGradient, 0);
  }

  /** What the next step sees, of numbers by row; outlives the pass. */
  private Map<String, INDArray> byName(double[] from, int first) {
    return Scopes.outsideWorkspaces(() -> arrays(from, first));
  }

  private Map<String, INDArray> arrays(double[] from, int first) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    int column = 0;
    for (Map.Entry<String, Integer> seen : cell.seen().entrySet()) {
      int width = seen.getValue();
      INDArray rows = StepRows.create(like.dataType(), lengths.length, width);
      double[] numbers = columns(from, first, lengths.length, column, width);
      arrays.put(seen.getKey(), rows.assign(array(numbers, rows)));
      column += width;
    }
    return arrays;
  }
}
