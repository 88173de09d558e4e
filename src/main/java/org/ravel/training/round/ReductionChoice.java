package org.ravel.training.round;

import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.config.AveragingConfig.Reduction;
import org.ravel.training.state.ModelState;
import org.ravel.training.worker.PlannedRound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the states of a round are merged: as the configuration says, or where it costs less. */
final class ReductionChoice {
  private static final Logger LOG = LoggerFactory.getLogger(ReductionChoice.class);

  private final JavaSparkContext spark;
  private String told = "";

  ReductionChoice(JavaSparkContext spark) {
    this.spark = spark;
  }

  /**
   * For a round. It may be another one than in the round before: executors come and go.
   *
   * @param where as configured
   * @param like a state of as many numbers as the workers'
   */
  RoundReduction of(PlannedRound round, Reduction where, ModelState like) {
    RoundReduction driver = new DriverReduction();
    if (round.workers() == 1) {
      // There is nothing to merge.
      return driver;
    }
    int cores = spark.defaultParallelism();
    RoundReduction executors = SlicedReduction.of(like, cores);
    return switch (where) {
      case DRIVER -> driver;
      case EXECUTORS -> executors;
      case AUTO -> {
        ReductionCost cost = ReductionCost.of(spark, round.workers(), cores, like);
        tell(cost);
        yield cost.executorsAreCheaper() ? executors : driver;
      }
    };
  }

  private void tell(ReductionCost cost) {
    String choice = cost.choice();
    // In one process there is no choice.
    if (!cost.isLocal() && !choice.equals(told)) {
      LOG.info(choice);
      told = choice;
    }
  }
}
