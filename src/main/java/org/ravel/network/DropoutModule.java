package org.ravel.network;

import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.factory.Nd4j;

/** A running {@link DropoutLayer}. */
final class DropoutModule implements Module {
  private final DropoutLayer layer;

  /** Shape [steps, rows, width] or [rows, width]; null after a pass that dropped nothing. */
  private INDArray factors;

  DropoutModule(DropoutLayer layer) {
    this.layer = layer;
  }

  @Override
  public Activations forward(Activations input, Pass pass) {
    if (!pass.training() || layer.kept() == 1) {
      factors = null;
      return input;
    }
    INDArray values = input.values();
    factors =
        switch (layer.mask()) {
          case STEP -> draw(values, pass.random(), values.shape());
          case SEQUENCE -> draw(values, pass.random(), values.size(1), values.size(2));
        };
    return new Activations(multiply(values, values.ulike()), input.lengths());
  }

  private INDArray draw(INDArray like, RandomGenerator random, long... shape) {
    long numbers = 1;
    for (long size : shape) {
      numbers *= size;
    }
    float[] drawn = new float[Math.toIntExact(numbers)];
    // Of the 2^32 numbers, those below the bound are kept.
    long bound = Integer.MIN_VALUE + Math.round(layer.kept() * 0x1p32);
    float factor = (float) (1 / layer.kept());
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = random.nextInt() < bound ? factor : 0;
    }
    return Nd4j.createFromArray(drawn).castTo(like.dataType()).reshape('c', shape);
  }

  @Override
  public INDArray backward(INDArray outputGradient) {
    return factors == null ? outputGradient : multiply(outputGradient, outputGradient);
  }

  private INDArray multiply(INDArray values, INDArray result) {
    return switch (layer.mask()) {
      case STEP -> values.muli(factors, result);
      case SEQUENCE ->
          Nd4j.getExecutioner().exec(new BroadcastMulOp(values, factors, result, 1, 2));
    };
  }
}
