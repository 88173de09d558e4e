package org.ravel.training;

import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.ravel.training.state.Floats;

/** Fetches a broadcast to the executor, and tells its size. */
record ReadBroadcast(Broadcast<Floats> values) implements Function<Integer, Integer> {

  @Override
  public Integer call(Integer task) {
    return values.value().size();
  }
}
