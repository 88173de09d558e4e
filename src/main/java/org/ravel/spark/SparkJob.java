package org.ravel.spark;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.error.RavelException;

/** Runs Spark actions so that their jobs say what they are for, and their failures whose fault. */
public final class SparkJob {
  private static final List<String> NAMES =
      List.of("spark.jobGroup.id", "spark.job.description", "spark.job.interruptOnCancel");
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private SparkJob() {}

  /**
   * Runs an action whose jobs bear a description, and are a group of that name.
   *
   * @throws RavelException what a task threw for the user to read, out of Spark's own wrapping
   */
  public static <T> T run(JavaSparkContext spark, String description, Supplier<T> action) {
    List<String> before = NAMES.stream().map(spark::getLocalProperty).toList();
    spark.setJobGroup(description, description);
    try {
      return action.get();
    } catch (Exception e) { // Spark throws checked exceptions that no signature mentions.
      awaitTasks(spark);
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof RavelException forUser) {
          throw forUser;
        }
      }
      throw e;
    } finally {
      for (int i = 0; i < NAMES.size(); i++) {
        spark.setLocalProperty(NAMES.get(i), before.get(i));
      }
    }
  }

  /** Waits until executors are there, so that what follows can be timed without Spark's start. */
  public static void awaitExecutors(JavaSparkContext spark, String command) {
    run(spark, command + ": wait for executors", () -> spark.parallelize(List.of(1), 1).count());
  }

  /**
   * Waits for the tasks that a failed job leaves running, for a while: they may still be writing
   * where the caller is about to clean up.
   */
  private static void awaitTasks(JavaSparkContext spark) {
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    try {
      do {
        // Longer than the status tracker takes to hear of a task's start or end.
        Thread.sleep(300);
      } while (hasRunningTasks(spark) && System.nanoTime() < deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean hasRunningTasks(JavaSparkContext spark) {
    return !spark.sc().isStopped()
        && Arrays.stream(spark.sc().statusTracker().getExecutorInfos())
            .anyMatch(executor -> executor.numRunningTasks() > 0);
  }
}
