package org.ravel.network.layer;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.Kernels;
import org.ravel.kernel.recurrence.Geometry;
import org.ravel.kernel.recurrence.Input;
import org.ravel.kernel.recurrence.Recurrence;
import org.ravel.kernel.recurrence.RecurrencePlan;
import org.ravel.kernel.recurrence.Recurrences;
import org.ravel.kernel.recurrence.State;
import org.ravel.kernel.recurrence.Weights;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Module;
import org.ravel.network.module.Pass;
import org.ravel.network.module.Stateful;
import org.ravel.network.module.StepRows;
import org.ravel.network.module.Widths;

/** A running {@link RecurrentLayer}. */
public final class RecurrentModule implements Module, Stateful {
  static final String HIDDEN = "hidden";
  static final String MEMORY = "memory";

  private final RecurrentLayer layer;
  private final DataType type;
  private final Weights weights;
  private final Weights gradients;
  private final WeightDrop drop;
  private final Recurrences recurrences = new Recurrences();
  private Recurrence last;
  private Map<String, INDArray> start = Map.of();
  private Map<String, INDArray> endGradient = Map.of();
  private long[] inputShape;

  RecurrentModule(RecurrentLayer layer, DataType type, Weights weights, Weights gradients) {
    this.layer = layer;
    this.type = type;
    this.weights = weights;
    this.gradients = gradients;
    this.drop = new WeightDrop(layer.recurrentKept());
  }

  public Weights weights() {
    return weights;
  }

  public Weights gradients() {
    return gradients;
  }

  @Override
  public Activations forward(Activations input, Pass pass) {
    Widths.requireInputs("a recurrent layer", layer.inputs(), input);
    inputShape = input.values().shape();
    return run(weights, new Input.Features(input.values()), input.steps(), input.lengths(), pass);
  }

  /**
   * Runs over whatever the cell reads.
   *
   * @param of the cell's weights for this input
   */
  public Activations run(Weights of, Input input, int steps, int[] lengths, Pass pass) {
    int inputs = input instanceof Input.RowIds ? 0 : layer.inputs();
    last = recurrences.get(plan(lengths.length, steps, inputs, pass));
    INDArray output = StepRows.create(type, steps, lengths.length, layer.units());
    try {
      last.forward(
          drop.of(of, pass), input, state(start, lengths.length), mask(steps, lengths), output);
    } finally {
      // The recurrences must not be collected, and with it native memory, while native code runs.
      Reference.reachabilityFence(this);
    }
    return new Activations(output, lengths);
  }

  private RecurrencePlan plan(int rows, int steps, int inputs, Pass pass) {
    return new RecurrencePlan(
        new Geometry(layer.cell(), rows, steps, inputs, layer.units(), layer.peepholes()),
        type,
        Kernels.path(type),
        pass.training());
  }

  /** 1 where a row has a step and 0 elsewhere, shape [rows, steps]; null if nothing pads. */
  private static INDArray mask(int steps, int[] lengths) {
    boolean full = true;
    float[] mask = new float[lengths.length * steps];
    for (int row = 0; row < lengths.length; row++) {
      full &= lengths[row] == steps;
      Arrays.fill(mask, row * steps, row * steps + lengths[row], 1);
    }
    return full ? null : Nd4j.createFromArray(mask).reshape('c', lengths.length, steps);
  }

  private static State state(Map<String, INDArray> arrays, int rows) {
    INDArray hidden = arrays.get(HIDDEN);
    if (hidden == null) {
      return null;
    }
    if (hidden.size(0) != rows) {
      throw new IllegalStateException(
          "the state is of %d rows but the batch has %d".formatted(hidden.size(0), rows));
    }
    return new State(hidden, arrays.get(MEMORY));
  }

  @Override
  public INDArray backward(INDArray outputGradient) {
    INDArray inputGradient = StepRows.create(type, inputShape);
    runBack(outputGradient, gradients, inputGradient);
    return inputGradient;
  }

  /**
   * Runs back over what {@link #run} did.
   *
   * @param into where the gradients of the weights are added to
   * @param inputGradient written; null after ids
   */
  public void runBack(INDArray outputGradient, Weights into, INDArray inputGradient) {
    Weights ofPass = drop.gradients(into);
    try {
      State end = state(endGradient, Math.toIntExact(outputGradient.size(1)));
      last.backward(drop.last(), outputGradient, end, ofPass, inputGradient);
    } finally {
      Reference.reachabilityFence(this);
    }
    drop.addTo(into, ofPass);
  }

  @Override
  public void start(Map<String, INDArray> state) {
    start = state;
  }

  /**
   * Sets the gradient of the state that was reached, which the next ways back begin with.
   *
   * @param gradient by name, shape [rows, units]; empty for zero, as it is before this
   */
  public void end(Map<String, INDArray> gradient) {
    endGradient = gradient;
  }

  @Override
  public Map<String, INDArray> reached() {
    return arrays(last.finalState());
  }

  @Override
  public Map<String, INDArray> startGradient() {
    return arrays(last.initialGradient());
  }

  private static Map<String, INDArray> arrays(State state) {
    Map<String, INDArray> arrays = new HashMap<>();
    arrays.put(HIDDEN, state.hidden());
    if (state.memory() != null) {
      arrays.put(MEMORY, state.memory());
    }
    return arrays;
  }

  @Override
  public void close() {
    last = null;
    recurrences.close();
  }
}
