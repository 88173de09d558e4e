package org.ravel.network;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.ravel.kernel.Rows;

/** Runs {@link Bidirectional}: the backward module is given each row's steps in reverse order. */
final class BidirectionalModule implements Module {
  private final Bidirectional layer;
  private final Module forward;
  private final Module backward;
  private final Buffer reversed = new Buffer();
  private final Buffer restored = new Buffer();
  private final Buffer outputs = new Buffer();
  private final Buffer forwardGradients = new Buffer();
  private final Buffer backwardGradients = new Buffer();
  private final Buffer reversedGradients = new Buffer();

  /** Of the last batch; a reversal undoes itself. */
  private int[] order;

  BidirectionalModule(Bidirectional layer, Module forward, Module backward) {
    this.layer = layer;
    this.forward = forward;
    this.backward = backward;
  }

  @Override
  public Activations forward(Activations input, Pass pass) {
    Widths.requireInputs("a bidirectional layer", layer.inputs(), input);
    order = StepRows.reversed(input.steps(), input.lengths());
    INDArray ahead = begin(forward).forward(input, pass).values();
    Activations turned = new Activations(reverse(input.values(), reversed), input.lengths());
    INDArray back = reverse(begin(backward).forward(turned, pass).values(), restored);
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
    INDArray output = outputs.of(ahead.dataType(), ahead.size(0), ahead.size(1), layer.width());
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
    INDArray ahead = forwardGradients.of(outputGradient.dataType(), shape(outputGradient, true));
    INDArray back = backwardGradients.of(outputGradient.dataType(), shape(outputGradient, false));
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
    INDArray turned = backward.backward(reverse(back, reversedGradients));
    return inputGradient.addi(reverse(turned, reversed));
  }

  private long[] shape(INDArray outputGradient, boolean ahead) {
    int width = ahead ? layer.forward().width() : layer.backward().width();
    return new long[] {outputGradient.size(0), outputGradient.size(1), width};
  }

  private INDArray reverse(INDArray values, Buffer into) {
    INDArray result = into.like(values);
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
    reversed.close();
    restored.close();
    outputs.close();
    forwardGradients.close();
    backwardGradients.close();
    reversedGradients.close();
  }
}
