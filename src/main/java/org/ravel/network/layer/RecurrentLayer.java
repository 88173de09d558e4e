package org.ravel.network.layer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ravel.kernel.recurrence.Cell;
import org.ravel.kernel.recurrence.Weights;
import org.ravel.network.module.DropFactors;
import org.ravel.network.module.Layer;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;

/**
 * A recurrent cell over the steps of each row, forward in time.
 *
 * @param inputs features of a step of the input
 * @param units of the cell, which are the features of the output
 * @param peepholes whether an LSTM's gates see its memory
 * @param recurrentKept probability of keeping a weight from state to state in a pass in training,
 *     see {@link WeightDrop}
 */
public record RecurrentLayer(
    Cell cell, int inputs, int units, boolean peepholes, double recurrentKept) implements Layer {
  private static final String INPUT = "W";
  private static final String RECURRENT = "RW";
  private static final String BIAS = "b";
  private static final String PEEPHOLES = "P";

  public RecurrentLayer {
    if (peepholes && !cell.hasMemory()) {
      throw new IllegalArgumentException(
          "a cell of kind %s has no memory for peepholes to see".formatted(cell));
    }
    DropFactors.requireShare("a recurrent layer", recurrentKept, "weights");
  }

  /** A layer that keeps all weights in training. */
  public RecurrentLayer(Cell cell, int inputs, int units, boolean peepholes) {
    this(cell, inputs, units, peepholes, 1);
  }

  @Override
  public int width() {
    return units;
  }

  /** Matrices of all gates side by side, in the order of {@link Cell}. */
  @Override
  public List<ParameterShape> parameters(String prefix) {
    long gates = (long) cell.gates() * units;
    List<ParameterShape> shapes = new ArrayList<>();
    shapes.add(ParameterShape.matrix(prefix + INPUT, inputs, gates));
    shapes.add(ParameterShape.matrix(prefix + RECURRENT, units, gates));
    shapes.add(ParameterShape.bias(prefix + BIAS, (long) cell.biasRows() * units));
    if (peepholes) {
      shapes.add(ParameterShape.bias(prefix + PEEPHOLES, 3L * units));
    }
    return shapes;
  }

  @Override
  public Map<String, Integer> states() {
    Map<String, Integer> states = new LinkedHashMap<>();
    states.put(RecurrentModule.HIDDEN, units);
    if (cell.hasMemory()) {
      states.put(RecurrentModule.MEMORY, units);
    }
    return states;
  }

  @Override
  public RecurrentModule open(String prefix, Parameters values, Parameters gradients) {
    return new RecurrentModule(
        this,
        values.flat().dataType(),
        weights(prefix, values),
        gradients == null ? null : weights(prefix, gradients));
  }

  /** The cell's weights among a network's parameters: views. */
  public Weights weights(String prefix, Parameters parameters) {
    return new Weights(
        parameters.get(prefix + INPUT),
        parameters.get(prefix + RECURRENT),
        parameters.get(prefix + BIAS),
        peepholes ? parameters.get(prefix + PEEPHOLES) : null);
  }
}
