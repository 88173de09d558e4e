package org.ravel.network.layer;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Rows;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Module;
import org.ravel.network.module.Pass;
import org.ravel.network.module.Stateful;
import org.ravel.network.module.StepRows;
import org.ravel.network.module.Widths;

/**
 * Runs {@link BidirectionalLayer}: the backward module is given each row's steps in reverse order.
 */
final class BidirectionalModule implements Module {
  private final BidirectionalLayer layer;
  private final Module forward;
  private final Module backward;

  /** Of the last batch; a reversal undoes itself. */
  private int[] order;

  BidirectionalModule(BidirectionalLayer layer, Module forward, Module backward) {
    this.layer = layer;
    this.forward = forward;
    this.backward = backward;
  }

  @Override
  public Activations forward(Activations input, Pass pass) {
    Widths.requireInputs("a bidirectional layer", layer.inputs(), input);
    order = StepRows.reversed(input.steps(), input.lengths());
    INDArray ahead = begin(forward).forward(input, pass).values();
    Activations turned = new Activations(reverse(input.values()), input.lengths());
    INDArray back = reverse(begin(backward).forward(turned, pass).values());
    return new Activations(merge(ahead, back), input.lengths());
  }

  /** From zero, whatever the batch before has left. */
  private static Module begin(Module module) {
    if (module instanceof Stateful stateful) {
      stateful.start(Map.of());
    }
    return module;
  }

  private INDArray merge(INDArray ahead, INDArray back) {
    INDArray output =
        StepRows.create(ahead.dataType(), ahead.size(0), ahead.size(1), layer.width());
    switch (layer.merge()) {
      case CONCATENATED -> {
        Rows.putColumns(StepRows.of(ahead), StepRows.of(output), 0);
        Rows.putColumns(StepRows.of(back), StepRows.of(output), layer.forward().width());
      }
      case SUMMED -> output.assign(ahead).addi(back);
    }
    return output;
  }

  @Override
  public INDArray backward(INDArray outputGradient) {
    INDArray ahead = StepRows.create(outputGradient.dataType(), shape(outputGradient, true));
    INDArray back = StepRows.create(outputGradient.dataType(), shape(outputGradient, false));
    switch (layer.merge()) {
      case CONCATENATED -> {
        Rows.getColumns(StepRows.of(outputGradient), 0, StepRows.of(ahead));
        Rows.getColumns(StepRows.of(outputGradient), layer.forward().width(), StepRows.of(back));
      }
      case SUMMED -> {
        ahead.assign(outputGradient);
        back.assign(outputGradient);
      }
    }
    INDArray inputGradient = forward.backward(ahead);
    INDArray turned = backward.backward(reverse(back));
    return inputGradient.addi(reverse(turned));
  }

  private long[] shape(INDArray outputGradient, boolean ahead) {
    int width = ahead ? layer.forward().width() : layer.backward().width();
    return new long[] {outputGradient.size(0), outputGradient.size(1), width};
  }

  private INDArray reverse(INDArray values) {
    INDArray result = StepRows.like(values);
    Rows.gather(StepRows.of(values), order, StepRows.of(result));
    return result;
  }

  @Override
  public void close() {
    forward.close();
    backward.close();
  }
}
