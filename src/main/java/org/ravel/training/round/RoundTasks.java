package org.ravel.training.round;

import java.util.List;
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

  /** Shard files that a worker's sequences are from. */
  List<String> files(int worker) {
    return blocks.files(worker, round());
  }
}
