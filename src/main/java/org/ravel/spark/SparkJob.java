package org.ravel.spark;

import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.error.RavelException;

/** Runs Spark actions so that their jobs say what they are for, and their failures whose fault. */
public final class SparkJob {
  private static final String DESCRIPTION = "spark.job.description";

  private SparkJob() {}

  /**
   * Runs an action whose jobs bear a description.
   *
   * @throws RavelException what a task threw for the user to read, out of Spark's own wrapping
   */
  public static <T> T run(JavaSparkContext spark, String description, Supplier<T> action) {
    String before = spark.getLocalProperty(DESCRIPTION);
    spark.sc().setJobDescription(description);
    try {
      return action.get();
    } catch (Exception e) { // Spark throws checked exceptions that no signature mentions.
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof RavelException forUser) {
          throw forUser;
        }
      }
      throw e;
    } finally {
      spark.sc().setJobDescription(before);
    }
  }
}
