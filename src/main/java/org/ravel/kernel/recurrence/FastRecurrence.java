package org.ravel.kernel.recurrence;

import java.lang.ref.Reference;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Address;
import org.ravel.kernel.OneDnn;
import org.ravel.kernel.Pointwise;
import org.ravel.kernel.Scopes;

/**
 * A recurrence in single precision: products by oneDNN, all else in loops that the compiler
 * vectorises. Its memory is made once, for one geometry.
 */
final class FastRecurrence implements Recurrence {
  /** Holds every native object made here, until {@link #close}. */
  private final PointerScope scope;

  private final Geometry geometry;
  private final States states;
  private final StateGradients gradients;
  private final CellKernel kernel;
  private final float[] row;
  private StepMask present;

  /** Of the last way forward. */
  private int steps;

  FastRecurrence(Geometry geometry, boolean training) {
    this.geometry = geometry;
    row = new float[geometry.hidden()];
    scope = Scopes.pointers();
    try {
      states = new States(geometry, training);
      gradients = training ? new StateGradients(geometry) : null;
      kernel =
          CellKernel.of(
              new CellKernel.Frame(
                  geometry, training, states, gradients, new stream(OneDnn.engine())));
    } finally {
      // Closing only takes the scope off the thread's stack: the extension keeps its content alive.
      scope.extend();
      scope.close();
    }
  }

  @Override
  public void forward(Weights weights, Input input, State initial, INDArray mask, INDArray output) {
    steps = geometry.steps(output);
    present = StepMask.of(mask, geometry.minibatch(), steps);
    states.start(initial);
    kernel.start(weights, input, present);
    FloatPointer target = new FloatPointer(Address.of(output));
    float[] nothing = new float[geometry.hidden()];
    for (int t = 0; t < steps; t++) {
      kernel.forward(t);
      for (int b = 0; b < geometry.minibatch(); b++) {
        target.position(place(t, b));
        if (present.at(t, b)) {
          target.put(states.hidden(t + 1), b * states.stride(), geometry.hidden());
        } else {
          target.put(nothing, 0, geometry.hidden());
        }
      }
    }
  }

  /** Where a row of the output lies. */
  private long place(int t, int b) {
    return ((long) t * geometry.minibatch() + b) * geometry.hidden();
  }

  @Override
  public State finalState() {
    return states.at(steps);
  }

  @Override
  public void backward(
      Weights weights,
      INDArray outputGradient,
      State finalGradient,
      Weights gradient,
      INDArray inputGradient) {
    if (gradients == null) {
      throw new IllegalStateException("the recurrence was opened without training");
    }
    INDArray dense =
        Scopes.outsideWorkspaces(
            () ->
                isDense(outputGradient)
                    ? outputGradient
                    : outputGradient.castTo(DataType.FLOAT).dup('c'));
    kernel.startBack(weights);
    gradients.start(finalGradient);
    try {
      FloatPointer source = new FloatPointer(Address.of(dense));
      for (int t = steps - 1; t >= 0; t--) {
        addOutputGradient(source, t);
        kernel.backward(t);
      }
    } finally {
      Reference.reachabilityFence(dense);
    }
    kernel.finish(weights, gradient, inputGradient);
  }

  private boolean isDense(INDArray array) {
    return array.dataType() == DataType.FLOAT
        && array.stride(2) == 1
        && array.stride(1) == geometry.hidden()
        && array.stride(0) == (long) geometry.minibatch() * geometry.hidden();
  }

  private void addOutputGradient(FloatPointer source, int t) {
    for (int b = 0; b < geometry.minibatch(); b++) {
      if (present.at(t, b)) {
        source.position(place(t, b)).get(row);
        Pointwise.add(gradients.hidden(), b * states.stride(), row, 0, row.length);
      }
    }
  }

  @Override
  public State initialGradient() {
    return gradients.copy();
  }

  @Override
  public void close() {
    scope.close();
  }
}
