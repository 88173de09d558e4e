package org.ravel.network.layer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Module;
import org.ravel.network.module.Pass;
import org.ravel.network.module.Stateful;
import org.ravel.network.module.StepRows;

/**
 * Runs a module whose rows begin with the same state, where no other is set. Its gradient is the
 * sum of those of the rows.
 */
final class StartModule implements Module, Stateful {
  private final Module module;

  /** The same. */
  private final Stateful stateful;

  /** By name, shape [1, units]. */
  private final Map<String, INDArray> values;

  /** The same; null where the state is not learned or nothing is. */
  private final Map<String, INDArray> gradients;

  private Map<String, INDArray> start = Map.of();

  /**
   * A module of another one.
   *
   * @param module which hands a state from step to step
   */
  StartModule(Module module, Map<String, INDArray> values, Map<String, INDArray> gradients) {
    this.module = module;
    this.stateful = (Stateful) module;
    this.values = values;
    this.gradients = gradients;
  }

  @Override
  public Activations forward(Activations input, Pass pass) {
    stateful.start(start.isEmpty() ? ofRows(input.rows()) : start);
    return module.forward(input, pass);
  }

  private Map<String, INDArray> ofRows(int rows) {
    Map<String, INDArray> states = new LinkedHashMap<>();
    values.forEach(
        (name, one) -> {
          INDArray state = StepRows.create(one.dataType(), rows, one.length());
          states.put(name, state.assign(one.broadcast(rows, one.length())));
        });
    return states;
  }

  @Override
  public INDArray backward(INDArray outputGradient) {
    INDArray inputGradient = module.backward(outputGradient);
    if (gradients != null && start.isEmpty()) {
      stateful
          .startGradient()
          .forEach((name, ofRows) -> gradients.get(name).addi(ofRows.sum(true, 0)));
    }
    return inputGradient;
  }

  @Override
  public void start(Map<String, INDArray> state) {
    start = state;
  }

  @Override
  public Map<String, INDArray> reached() {
    return stateful.reached();
  }

  @Override
  public Map<String, INDArray> startGradient() {
    return stateful.startGradient();
  }

  @Override
  public void close() {
    module.close();
  }
}
