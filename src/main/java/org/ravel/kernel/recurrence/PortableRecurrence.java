package org.ravel.kernel.recurrence;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.ravel.kernel.Rows;
import org.ravel.kernel.Scopes;

/**
 * A recurrence on ND4J's operations: any processor, float or double, peepholes, any mask. Its
 * arrays live outside DL4J's workspaces, as they must outlast the forward pass.
 */
final class PortableRecurrence implements Recurrence {
  private final Geometry geometry;
  private final DataType type;
  private PortableStep[] steps;
  private INDArray[] masks;
  private INDArray rows;
  private int[] ids;
  private State last;
  private State initialGradient;

  PortableRecurrence(Geometry geometry, DataType type) {
    this.geometry = geometry;
    this.type = type;
  }

  @Override
  public void forward(Weights weights, Input input, State initial, INDArray mask, INDArray output) {
    last = Scopes.outsideWorkspaces(() -> run(weights, input, initial, mask, output));
  }

  private State run(Weights weights, Input input, State initial, INDArray mask, INDArray output) {
    int time = geometry.steps(output);
    steps = new PortableStep[time];
    masks = mask == null ? null : new INDArray[time];
    INDArray bias = Weights.blocks(weights.bias(), 0, gates(), hidden());
    INDArray projected = project(input, weights.input()).addiRowVector(bias);
    State state = start(initial);
    for (int t = 0; t < time; t++) {
      steps[t] = PortableStep.of(geometry.cell());
      State after = steps[t].forward(rowsOf(projected, t), state, weights);
      INDArray visible = after.hidden();
      if (mask != null) {
        masks[t] = mask.getColumn(t, true).castTo(type);
        visible = visible.mulColumnVector(masks[t]);
        after = held(after, state, masks[t]);
      }
      output.get(NDArrayIndex.point(t)).assign(visible);
      state = after;
    }
    return state;
  }

  private INDArray project(Input input, INDArray matrix) {
    long count = steps.length * minibatch();
    if (input instanceof Input.RowIds tokens) {
      ids = tokens.ids();
      INDArray projected = Nd4j.createUninitialized(type, count, gates() * hidden());
      Rows.gather(matrix, ids, projected);
      return projected;
    }
    ids = null;
    INDArray activations = ((Input.Features) input).values();
    rows = activations.castTo(type).dup('c').reshape(count, geometry.inputs());
    return rows.mmul(matrix);
  }

  private State start(State initial) {
    if (initial == null) {
      return zero();
    }
    return new State(
        initial.hidden().castTo(type).dup('c'),
        geometry.cell().hasMemory() ? initial.memory().castTo(type).dup('c') : null);
  }

  private State zero() {
    return new State(
        Nd4j.create(type, minibatch(), hidden()),
        geometry.cell().hasMemory() ? Nd4j.create(type, minibatch(), hidden()) : null);
  }

  /** The new state where the mask is 1, the old one elsewhere. */
  private static State held(State after, State before, INDArray mask) {
    return new State(
        held(after.hidden(), before.hidden(), mask),
        after.memory() == null ? null : held(after.memory(), before.memory(), mask));
  }

  private static INDArray held(INDArray after, INDArray before, INDArray mask) {
    return after.sub(before).muliColumnVector(mask).addi(before);
  }

  @Override
  public State finalState() {
    return Scopes.outsideWorkspaces(
        () -> new State(last.hidden().dup(), last.memory() == null ? null : last.memory().dup()));
  }

  @Override
  public void backward(
      Weights weights,
      INDArray outputGradient,
      State finalGradient,
      Weights gradient,
      INDArray inputGradient) {
    initialGradient =
        Scopes.outsideWorkspaces(
            () -> runBack(weights, outputGradient, start(finalGradient), gradient, inputGradient));
  }

  private State runBack(
      Weights weights,
      INDArray outputGradient,
      State finalGradient,
      Weights gradient,
      INDArray inputGradient) {
    INDArray projected = Nd4j.create(type, steps.length * minibatch(), gates() * hidden());
    State after = finalGradient;
    for (int t = steps.length - 1; t >= 0; t--) {
      INDArray mask = masks == null ? null : masks[t];
      after = step(t, after, outputGradient, weights, gradient, projected, mask);
    }
    Weights.blocks(gradient.bias(), 0, gates(), hidden()).addi(projected.sum(true, 0));
    if (ids != null) {
      Rows.scatter(projected, ids, gradient.input());
      return after;
    }
    gradient.input().addi(rows.transpose().mmul(projected));
    inputGradient.assign(
        projected.mmul(weights.input().transpose()).dup('c').reshape(inputGradient.shape()));
    return after;
  }

  private State step(
      int t,
      State after,
      INDArray outputGradient,
      Weights weights,
      Weights gradient,
      INDArray projected,
      INDArray mask) {
    INDArray hidden = after.hidden().add(outputGradient.get(NDArrayIndex.point(t)));
    INDArray slice = rowsOf(projected, t);
    if (mask == null) {
      return steps[t].backward(new State(hidden, after.memory()), weights, gradient, slice);
    }
    // A masked step hands the gradient of the state on as it is, and its output counts for nothing.
    INDArray memory = after.memory();
    State through =
        steps[t].backward(
            new State(
                hidden.mulColumnVector(mask), memory == null ? null : memory.mulColumnVector(mask)),
            weights,
            gradient,
            slice);
    INDArray rest = mask.rsub(1);
    return new State(
        through.hidden().add(after.hidden().mulColumnVector(rest)),
        memory == null ? null : through.memory().add(memory.mulColumnVector(rest)));
  }

  private INDArray rowsOf(INDArray matrix, int t) {
    return matrix.get(
        NDArrayIndex.interval((long) t * minibatch(), (t + 1L) * minibatch()), NDArrayIndex.all());
  }

  @Override
  public State initialGradient() {
    return initialGradient;
  }

  @Override
  public void close() {
    steps = null;
    masks = null;
    rows = null;
    ids = null;
  }

  private long minibatch() {
    return geometry.minibatch();
  }

  private long hidden() {
    return geometry.hidden();
  }

  private int gates() {
    return geometry.cell().gates();
  }
}
