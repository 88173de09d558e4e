package org.ravel.training;

import java.util.function.BooleanSupplier;
import org.ravel.error.StoppedException;
import org.ravel.training.checkpoint.CheckpointFolder;

/**
 * How a training is interrupted and goes on.
 *
 * @param checkpoints from which it goes on
 * @param requested whether it is to stop after the round that it is in, asked after each one; what
 *     it throws ends the training there
 */
public record Interruption(CheckpointFolder checkpoints, BooleanSupplier requested) {

  boolean isRequested() {
    return requested.getAsBoolean();
  }

  StoppedException after(long rounds) {
    return new StoppedException(
        "stopped by a signal after round %d; the same command resumes there".formatted(rounds));
  }
}
