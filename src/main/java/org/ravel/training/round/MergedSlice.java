package org.ravel.training.round;

import java.io.Serializable;
import java.util.List;
import org.ravel.training.state.ModelState;
import org.ravel.training.state.WorkerState;
import org.ravel.training.worker.WorkerResult;

/**
 * A slice of the mean, and results of some workers that came with it.
 *
 * @param slice its number
 * @param results without states; each worker's comes with one slice
 * @param content its numbers; null where they are handed over
 * @param seconds until all parts were there and merged
 */
record MergedSlice(int slice, List<WorkerResult> results, Content content, double seconds)
    implements Serializable {

  /**
   * The large part.
   *
   * @param mean null if no worker's state is finite
   * @param own what the workers of the results keep for themselves, in the same order
   */
  record Content(ModelState mean, List<WorkerState> own) implements Serializable {

    /** Numbers in it. */
    long size() {
      return (mean == null ? 0 : mean.size()) + own.stream().mapToLong(WorkerState::size).sum();
    }
  }

  /** The same, whose content is handed over. */
  MergedSlice withoutContent() {
    return new MergedSlice(slice, results, null, seconds);
  }
}
