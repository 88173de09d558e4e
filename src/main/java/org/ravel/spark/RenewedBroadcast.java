package org.ravel.spark;

import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A value that is sent once for many jobs, and once more where it is lost with its executors. */
public final class RenewedBroadcast<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RenewedBroadcast.class);

  private final JavaSparkContext spark;
  private final T value;
  private BroadcastScope<T> scope;

  /** Sends a value to the executors, until this is closed. */
  public RenewedBroadcast(JavaSparkContext spark, T value) {
    this.spark = spark;
    this.value = value;
    this.scope = BroadcastScope.of(spark, value);
  }

  /**
   * Does what reads the value; once more where this or another broadcast is lost.
   *
   * @param what such as {@code round 3}
   * @param work which changes nothing but what it gives back
   */
  public <R> R with(String what, Function<Broadcast<T>, R> work) {
    try {
      return work.apply(scope.broadcast());
    } catch (Exception e) { // Spark throws checked exceptions that no signature mentions.
      if (!BroadcastScope.isLost(e)) {
        throw e;
      }
      LOG.warn("{} runs again, since what was sent for it is lost", what, e);
      scope.close();
      scope = BroadcastScope.of(spark, value);
      return work.apply(scope.broadcast());
    }
  }

  @Override
  public void close() {
    scope.close();
  }
}
