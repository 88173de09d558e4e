package org.ravel.spark;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** A broadcast that is released when its owner closes it. */
public final class BroadcastScope<T> implements AutoCloseable {
  private final Broadcast<T> broadcast;

  private BroadcastScope(Broadcast<T> broadcast) {
    this.broadcast = broadcast;
  }

  /** Sends a value to the executors, for as long as the scope is open. */
  public static <T> BroadcastScope<T> of(JavaSparkContext spark, T value) {
    return new BroadcastScope<>(spark.broadcast(value));
  }

  /** What functions take in their constructors. */
  public Broadcast<T> broadcast() {
    return broadcast;
  }

  /** Whether something failed since a broadcast is neither on the executors nor on the driver. */
  static boolean isLost(Throwable failure) {
    // A task's failure comes as text within the job's.
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (message.contains("Failed to get broadcast_")
          || message.contains("Failed to get locally stored broadcast")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    broadcast.destroy();
  }
}
