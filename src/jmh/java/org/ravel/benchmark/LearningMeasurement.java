package org.ravel.benchmark;

import java.util.List;
import org.ravel.plot.Point;

/**
 * One line of the result: a training.
 *
 * @param implementation ravel or pytorch
 * @param seed of the initial parameters and dropout
 * @param training mean nats per token over epochs done, about ten points an epoch
 * @param validation nats per token at each epoch's end
 */
record LearningMeasurement(
    LearningTrial trial,
    String implementation,
    long seed,
    List<Point> training,
    List<Point> validation) {

  boolean isOf(LearningTrial other, String by, long from) {
    return trial.equals(other) && implementation.equals(by) && seed == from;
  }
}
