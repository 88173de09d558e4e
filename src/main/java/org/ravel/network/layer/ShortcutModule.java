package org.ravel.network.layer;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Rows;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Layer;
import org.ravel.network.module.Module;
import org.ravel.network.module.Pass;
import org.ravel.network.module.Stateful;
import org.ravel.network.module.StepRows;

/** Runs {@link ShortcutLayer}. */
final class ShortcutModule implements Module, Stateful {
  private final Layer layer;
  private final Module module;

  ShortcutModule(Layer layer, Module module) {
    this.layer = layer;
    this.module = module;
  }

  @Override
  public Activations forward(Activations input, Pass pass) {
    Activations given = module.forward(input, pass);

    INDArray both =
        StepRows.create(
            input.values().dataType(), input.steps(), input.rows(), layer.width() + layer.inputs());
    Rows.putColumns(StepRows.of(given.values()), StepRows.of(both), 0);
    Rows.putColumns(StepRows.of(input.values()), StepRows.of(both), layer.width());
    // What stands behind the ends of the input's rows is any number.
    StepRows.clearAfterEnds(both, input.lengths());
    return new Activations(both, input.lengths());
  }

  @Override
  public INDArray backward(INDArray outputGradient) {
    INDArray ofLayer = columns(outputGradient, 0, layer.width());
    INDArray ofInput = columns(outputGradient, layer.width(), layer.inputs());
    return module.backward(ofLayer).addi(ofInput);
  }

  private static INDArray columns(INDArray values, int first, int width) {
    INDArray columns = StepRows.create(values.dataType(), values.size(0), values.size(1), width);
    Rows.getColumns(StepRows.of(values), first, StepRows.of(columns));
    return columns;
  }

  @Override
  public void start(Map<String, INDArray> state) {
    if (module instanceof Stateful stateful) {
      stateful.start(state);
    }
  }

  @Override
  public Map<String, INDArray> reached() {
    return module instanceof Stateful stateful ? stateful.reached() : Map.of();
  }

  @Override
  public Map<String, INDArray> startGradient() {
    return module instanceof Stateful stateful ? stateful.startGradient() : Map.of();
  }

  @Override
  public void close() {
    module.close();
  }
}
