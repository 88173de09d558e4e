package org.ravel.training.round;

import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.spark.Handover;
import org.ravel.training.worker.PlannedRound;
import org.ravel.training.worker.TrainWorker;
import org.ravel.training.worker.TrainingBlocks;

/**
 * What the tasks of a round are made of.
 *
 * @param blocks the training split
 * @param work what each task does
 * @param handover how large values get to the driver
 */
record RoundTasks(
    JavaSparkContext spark, TrainingBlocks blocks, TrainWorker work, Handover handover) {

  PlannedRound round() {
    return work.round();
  }

  /** What the round's jobs are called. */
  String description() {
    return "train: round %d".formatted(round().number());
  }

  /**
   * What a task has sent to the driver.
   *
   * @param inResult what came with the task's result; null where it is handed over
   * @param numbers of single precision in it
   * @param part its number where it is handed over
   * @param clock hears how much it is
   * @return empty where it was lost with an executor
   */
  <T> Optional<T> received(
      T inResult, Class<T> type, ToLongFunction<T> numbers, long part, RoundClock clock) {
    if (inResult != null) {
      clock.received(Float.BYTES * numbers.applyAsLong(inResult));
      return Optional.of(inResult);
    }
    Optional<Handover.Taken<T>> taken = handover.take(part, type);
    taken.ifPresent(found -> clock.received(found.bytes()));
    return taken.map(Handover.Taken::value);
  }

  /** Shard files that a worker's sequences are from. */
  List<String> files(int worker) {
    return blocks.files(worker, round());
  }
}
