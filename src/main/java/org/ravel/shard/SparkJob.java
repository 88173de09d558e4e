package org.ravel.shard;

import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.error.RavelException;

/** A Spark action with a description; what its tasks have to say to the user is what it throws. */
final class SparkJob {
  private SparkJob() {}

  static <T> T run(JavaSparkContext spark, String description, Supplier<T> action) {
    spark.sc().setJobDescription(description);
    try {
      return action.get();
    } catch (Exception e) {
      // Spark's own exceptions are checked ones that its Java interface does not declare.
      throw unwrapped(e);
    } finally {
      spark.sc().setJobDescription(null);
    }
  }

  private static RuntimeException unwrapped(Exception failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof RavelException ours) {
        return ours;
      }
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(failure.getMessage(), failure);
  }
}
