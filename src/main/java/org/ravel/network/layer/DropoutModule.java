package org.ravel.network.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.network.module.Activations;
import org.ravel.network.module.DropFactors;
import org.ravel.network.module.Module;
import org.ravel.network.module.Pass;

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
          case STEP -> draw(values, pass, values.shape());
          case SEQUENCE -> draw(values, pass, values.size(1), values.size(2));
        };
    return new Activations(multiply(values, values.ulike()), input.lengths());
  }

  private INDArray draw(INDArray values, Pass pass, long... shape) {
    return DropFactors.draw(layer.kept(), pass.random(), values, 'c', shape);
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
