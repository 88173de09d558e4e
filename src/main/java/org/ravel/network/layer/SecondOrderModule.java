package org.ravel.network.layer;

import java.util.Arrays;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Module;
import org.ravel.network.module.Pass;
import org.ravel.network.module.Stateful;
import org.ravel.network.module.StepRows;
import org.ravel.network.module.Widths;

/**
 * Runs {@link SecondOrderLayer}, row by row and step by step in plain loops and double precision:
 * such networks are small, and what they answer often hangs on a digit far behind the point.
 */
final class SecondOrderModule implements Module, Stateful {
  static final String STATE = "hidden";

  private final SecondOrderLayer layer;
  private final int units;
  private final Weights values;
  private final Weights gradients;
  private Map<String, INDArray> start = Map.of();

  /** Inputs of the last pass, by step and row. */
  private double[] input;

  /** States, by step and row: before the first step, then behind each. */
  private double[] states;

  private double[] startGradient;
  private double[] weights;
  private int[] lengths;
  private int steps;
  private INDArray like;

  /** Or their gradients. */
  record Weights(INDArray weights, INDArray start) {}

  SecondOrderModule(SecondOrderLayer layer, Weights values, Weights gradients) {
    this.layer = layer;
    this.units = layer.units();
    this.values = values;
    this.gradients = gradients;
  }

  @Override
  public Activations forward(Activations given, Pass pass) {
    Widths.requireInputs("a second-order layer", layer.inputs(), given);
    like = given.values();
    lengths = given.lengths();
    steps = given.steps();
    input = numbers(given.values());
    weights = numbers(values.weights());
    states = new double[(steps + 1) * lengths.length * units];
    begin();
    for (int step = 0; step < steps; step++) {
      for (int row = 0; row < lengths.length; row++) {
        if (step < lengths[row]) {
          step(step, row);
        } else {
          System.arraycopy(states, at(step, row), states, at(step + 1, row), units);
        }
      }
    }
    INDArray output = StepRows.create(like.dataType(), steps, lengths.length, units);
    return new Activations(
        output.assign(array(Arrays.copyOfRange(states, at(1, 0), states.length), output)), lengths);
  }

  /** Sets the state before the first step: that of the batch before, or the learned one. */
  private void begin() {
    INDArray given = start.get(STATE);
    double[] first = numbers(given == null ? values.start() : given);
    if (given != null && given.size(0) != lengths.length) {
      throw new IllegalStateException(
          "the state is of %d rows but the batch has %d".formatted(given.size(0), lengths.length));
    }
    for (int row = 0; row < lengths.length; row++) {
      System.arraycopy(first, given == null ? 0 : row * units, states, at(0, row), units);
    }
  }

  private void step(int step, int row) {
    int before = at(step, row);
    int after = at(step + 1, row);
    for (int unit = 0; unit < units; unit++) {
      double sum = 0;
      for (int feature = 0; feature < layer.inputs(); feature++) {
        double factor = input[feature(step, row) + feature];
        // What a symbol does not choose costs nothing.
        if (factor != 0) {
          int block = block(feature);
          double inner = weights[block + units * units + unit];
          for (int from = 0; from < units; from++) {
            inner += states[before + from] * weights[block + from * units + unit];
          }
          sum += factor * inner;
        }
      }
      states[after + unit] = Math.tanh(sum);
    }
  }

  @Override
  public INDArray backward(INDArray outputGradient) {
    double[] output = numbers(outputGradient);
    double[] weightGradient = new double[weights.length];
    double[] inputGradient = new double[input.length];
    startGradient = new double[lengths.length * units];
    for (int row = 0; row < lengths.length; row++) {
      double[] state = new double[units];
      for (int step = lengths[row] - 1; step >= 0; step--) {
        for (int unit = 0; unit < units; unit++) {
          state[unit] += output[at(step, row) + unit];
        }
        state = stepBack(step, row, state, weightGradient, inputGradient);
      }
      System.arraycopy(state, 0, startGradient, row * units, units);
    }
    add(weightGradient, gradients.weights());
    if (start.isEmpty()) {
      double[] sum = new double[units];
      for (int i = 0; i < startGradient.length; i++) {
        sum[i % units] += startGradient[i];
      }
      add(sum, gradients.start());
    }
    return StepRows.like(like).assign(array(inputGradient, like));
  }

  /**
   * Goes a step back.
   *
   * @param state gradient of the state behind it
   * @return that of the state before it
   */
  private double[] stepBack(
      int step, int row, double[] state, double[] weightGradient, double[] inputGradient) {
    int before = at(step, row);
    int after = at(step + 1, row);
    double[] earlier = new double[units];
    for (int unit = 0; unit < units; unit++) {
      double value = states[after + unit];
      double sum = state[unit] * (1 - value * value);
      for (int feature = 0; feature < layer.inputs(); feature++) {
        int place = feature(step, row) + feature;
        int block = block(feature);
        double factor = input[place];
        double inner = weights[block + units * units + unit];
        weightGradient[block + units * units + unit] += sum * factor;
        for (int from = 0; from < units; from++) {
          int weight = block + from * units + unit;
          inner += states[before + from] * weights[weight];
          weightGradient[weight] += sum * factor * states[before + from];
          earlier[from] += sum * factor * weights[weight];
        }
        inputGradient[place] += sum * inner;
      }
    }
    return earlier;
  }

  private int at(int step, int row) {
    return (step * lengths.length + row) * units;
  }

  private int feature(int step, int row) {
    return (step * lengths.length + row) * layer.inputs();
  }

  /** Where the weights of a feature begin. */
  private int block(int feature) {
    return feature * (units + 1) * units;
  }

  /** In 'c' order. */
  private static double[] numbers(INDArray array) {
    return array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
  }

  private static void add(double[] numbers, INDArray to) {
    to.addi(array(numbers, to));
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
    return Map.of(STATE, ofRows(Arrays.copyOfRange(states, at(steps, 0), states.length)));
  }

  @Override
  public Map<String, INDArray> startGradient() {
    return Map.of(STATE, ofRows(startGradient));
  }

  private INDArray ofRows(double[] numbers) {
    INDArray rows = StepRows.create(like.dataType(), lengths.length, units);
    return rows.assign(array(numbers, rows));
  }
}
