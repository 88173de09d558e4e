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

  @Override
  public void close() {
    broadcast.destroy();
  }
}
