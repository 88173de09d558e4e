package org.ravel.training.worker;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.ravel.spark.Handover;

/**
 * Trains a worker, and hands its result in whole to the driver.
 *
 * @param handover how large states get there
 */
public record HandInResult(TrainWorker work, Handover handover)
    implements FlatMapFunction<Iterator<TrainingBlock>, WorkerResult> {

  @Override
  public Iterator<WorkerResult> call(Iterator<TrainingBlock> blocks) {
    WorkerResult result = work.train(blocks.next());
    if (Handover.isLarge(result.trained().size())) {
      handover.offer(work.round().part(result.worker()), result.trained());
      result = result.withoutStates();
    }
    return List.of(result).iterator();
  }
}
