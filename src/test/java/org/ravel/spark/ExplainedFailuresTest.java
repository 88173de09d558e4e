package org.ravel.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Filter.Result;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.error.InputException;
import org.ravel.error.StorageException;

class ExplainedFailuresTest {
  private static final String TASKS = "org.apache.spark.scheduler.TaskSetManager";
  private static final String BLOCKS = "org.apache.spark.storage.BlockManager";

  private final ExplainedFailures filter = new ExplainedFailures();

  @Test
  void whatTheCommandTellsIsNotLoggedAsWell() {
    assertHidden(
        BLOCKS, "Putting block rdd_3_0 failed due to exception " + new InputException("torn"));
    assertHidden(BLOCKS, "Block rdd_3_0 could not be removed as it was not found");
    assertThat(
            filter(
                "org.apache.spark.executor.Executor",
                "Exception in task 0.0 in stage 1.0 (TID 1)",
                new SparkException("x", new StorageException("full"))))
        .isEqualTo(Result.DENY);
    assertHidden(TASKS, "Lost task 0.0 in stage 1.0 (TID 1): " + new InputException("torn"));
    assertHidden(TASKS, "Lost task 1.0 in stage 1.0 (TID 2): TaskKilled (Stage cancelled)");
    assertHidden(TASKS, "Task 0 in stage 1.0 failed 1 times; aborting job");
    assertThat(filter.hidden()).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        TASKS + " | Lost task 0.0 in stage 2.0 (TID 1): java.lang.OutOfMemoryError",
        TASKS + " | Task 0 in stage 2.0 failed 4 times; aborting job",
        TASKS + " | Lost task 1.0 in stage 11.0 (TID 2): TaskKilled (another attempt succeeded)",
        TASKS + " | Lost task 1.0 in stage 1.0 (TID 2): ExecutorLostFailure (executor 1 exited)",
        BLOCKS + " | Block rdd_3_1 could not be removed as it was not found",
        "org.ravel.training.round.RavelEngine | a worker failed: org.ravel.error.TrainingException",
      })
  void whatIsNotOursIsLogged(String logger, String message) {
    assertHidden(TASKS, "Lost task 0.0 in stage 1.0 (TID 1): " + new InputException("torn"));
    assertThat(filter(logger, message, null)).isEqualTo(Result.NEUTRAL);
    assertThat(filter(TASKS, "Exception in task 5.0", new IllegalStateException("a defect")))
        .isEqualTo(Result.NEUTRAL);
    assertThat(filter.hidden()).isEqualTo(1);
  }

  private void assertHidden(String logger, String message) {
    assertThat(filter(logger, message, null)).as(message).isEqualTo(Result.DENY);
  }

  private Result filter(String logger, String message, Throwable thrown) {
    return filter.filter(
        Log4jLogEvent.newBuilder()
            .setLoggerName(logger)
            .setLevel(Level.WARN)
            .setMessage(new SimpleMessage(message))
            .setThrown(thrown)
            .build());
  }
}
