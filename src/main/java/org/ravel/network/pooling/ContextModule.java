package org.ravel.network.pooling;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Rows;
import org.ravel.kernel.Scopes;
import org.ravel.network.module.Activations;
import org.ravel.network.module.EncodedSource;
import org.ravel.network.module.Module;
import org.ravel.network.module.Pass;
import org.ravel.network.module.SourceReader;
import org.ravel.network.module.StepRows;
import org.ravel.network.module.Widths;

/** Runs {@link ContextLayer}. */
public final class ContextModule implements SourceReader {
  private final ContextLayer layer;
  private final Module pooling;
  private EncodedSource source;

  /** What was pooled last of a source that outlasts the pass; null where none was. */
  private Kept kept;

  private int[] places;
  private Activations given;
  private INDArray memoryGradient;

  /** A decoder that goes on symbol by symbol looks at the same source at each of them. */
  private record Kept(Activations source, INDArray pooled) {}

  ContextModule(ContextLayer layer, Module pooling) {
    this.layer = layer;
    this.pooling = pooling;
  }

  @Override
  public void attend(EncodedSource read) {
    Widths.requireInputs("context of a memory", layer.memory(), read.activations());
    source = read;
  }

  @Override
  public Activations forward(Activations input, Pass pass) {
    Widths.requireInputs("context", layer.inputs(), input);
    if (source.rows().length != input.rows()) {
      throw new IllegalStateException(
          "the memory is of %d rows but the batch has %d"
              .formatted(source.rows().length, input.rows()));
    }
    given = input;
    INDArray steps = StepRows.of(input.values());
    INDArray pooled = pooled(pass);
    places = new int[Math.toIntExact(steps.size(0))];
    Arrays.setAll(
        places,
        place ->
            StepRows.isAfterEnd(place, input.lengths())
                ? Rows.NONE
                : source.rows()[place % input.rows()]);
    INDArray context = StepRows.create(steps.dataType(), steps.size(0), layer.memory());
    Rows.gather(StepRows.of(pooled), places, context);
    INDArray output = StepRows.create(steps.dataType(), input.steps(), input.rows(), layer.width());
    Rows.putColumns(steps, StepRows.of(output), 0);
    Rows.putColumns(context, StepRows.of(output), layer.inputs());
    return new Activations(output, input.lengths());
  }

  // The very same activations are asked for: to compare the numbers would cost as much as pooling.
  @SuppressWarnings("ReferenceEquality")
  private INDArray pooled(Pass pass) {
    Activations read = source.activations();
    if (pass.training() || read.values().isAttached()) {
      return pooling.forward(read, pass).values();
    }
    if (kept == null || kept.source() != read) {
      forgetKept();
      kept =
          new Kept(
              read, Scopes.outsideWorkspaces(() -> pooling.forward(read, pass).values().dup('c')));
    }
    return kept.pooled();
  }

  private void forgetKept() {
    if (kept != null) {
      kept.pooled().close();
      kept = null;
    }
  }

  @Override
  public INDArray backward(INDArray outputGradient) {
    INDArray gradient = StepRows.of(outputGradient);
    INDArray ofSteps = StepRows.like(given.values());
    Rows.getColumns(gradient, 0, StepRows.of(ofSteps));
    INDArray ofContext = StepRows.create(gradient.dataType(), gradient.size(0), layer.memory());
    Rows.getColumns(gradient, layer.inputs(), ofContext);
    INDArray ofPooled =
        StepRows.create(gradient.dataType(), 1, source.activations().rows(), layer.memory());
    ofPooled.assign(0);
    Rows.scatter(ofContext, places, StepRows.of(ofPooled));
    memoryGradient = pooling.backward(ofPooled);
    return ofSteps;
  }

  @Override
  public INDArray memoryGradient() {
    return memoryGradient;
  }

  @Override
  public void close() {
    forgetKept();
    pooling.close();
  }
}
