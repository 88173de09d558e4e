package org.ravel.network;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.ravel.kernel.Rows;

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
        forwardPart(output).assign(ahead);
        backwardPart(output).assign(back);
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
        ahead.assign(forwardPart(outputGradient));
        back.assign(backwardPart(outputGradient));
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

  private INDArray forwardPart(INDArray both) {
    return part(both, 0, layer.forward().width());
  }

  private INDArray backwardPart(INDArray both) {
    return part(both, layer.forward().width(), layer.width());
  }

  private static INDArray part(INDArray both, long from, long to) {
    return both.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(from, to));
  }

  @Override
  public void close() {
    forward.close();
    backward.close();
  }
}
