package org.ravel.dl4j.layer;

import java.util.Objects;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.Scopes;

/**
 * Dropout that drops the same features at all steps of a sequence (variational dropout: Gal and
 * Ghahramani 2016; locked dropout: Merity et al. 2018). What is kept is divided by the probability
 * of keeping it.
 */
public final class LockedDropout implements IDropout {
  private static final long serialVersionUID = 1L;

  private double kept;
  private boolean timeMajor;
  private transient INDArray mask;

  /** For deserialisation. */
  public LockedDropout() {}

  /**
   * A dropout with a mask of its own.
   *
   * @param kept probability of keeping a feature
   * @param timeMajor whether activations are {@code [time, minibatch, features]}, as the embedding
   *     of a first layer gives them, and not {@code [minibatch, features, time]}
   */
  public LockedDropout(double kept, boolean timeMajor) {
    this.kept = kept;
    this.timeMajor = timeMajor;
  }

  /** The probability of keeping a feature. */
  public double getKept() {
    return kept;
  }

  /** For deserialisation. */
  public void setKept(double kept) {
    this.kept = kept;
  }

  /** Whether activations are {@code [time, minibatch, features]}. */
  public boolean isTimeMajor() {
    return timeMajor;
  }

  /** For deserialisation. */
  public void setTimeMajor(boolean timeMajor) {
    this.timeMajor = timeMajor;
  }

  @Override
  public INDArray applyDropout(
      INDArray activations,
      INDArray result,
      int iteration,
      int epoch,
      LayerWorkspaceMgr workspaces) {
    int[] shared = sharedDimensions();
    mask =
        Scopes.outsideWorkspaces(
            () ->
                Nd4j.rand(DataType.FLOAT, activations.size(shared[0]), activations.size(shared[1]))
                    .lt(kept)
                    .castTo(activations.dataType())
                    .divi(kept));
    return multiply(activations, result);
  }

  @Override
  public INDArray backprop(INDArray gradient, INDArray below, int iteration, int epoch) {
    INDArray product = multiply(gradient, below);
    mask = null;
    return product;
  }

  private INDArray multiply(INDArray activations, INDArray result) {
    Nd4j.getExecutioner().exec(new BroadcastMulOp(activations, mask, result, sharedDimensions()));
    return result;
  }

  /** Those of the mask: minibatch and features. */
  private int[] sharedDimensions() {
    return timeMajor ? new int[] {1, 2} : new int[] {0, 1};
  }

  @Override
  public void clear() {
    mask = null;
  }

  @Override
  public LockedDropout clone() {
    return new LockedDropout(kept, timeMajor);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LockedDropout that && kept == that.kept && timeMajor == that.timeMajor;
  }

  @Override
  public int hashCode() {
    return Objects.hash(kept, timeMajor);
  }

  @Override
  public String toString() {
    return "LockedDropout(kept=%s, timeMajor=%s)".formatted(kept, timeMajor);
  }
}
