package org.ravel.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.storage.StreamBlockId;
import org.junit.jupiter.api.Test;
import org.ravel.testing.SparkFixture;

class HandoverIT {
  private static final AtomicInteger STARTED = new AtomicInteger();

  private final Handover handover = Handover.fresh();

  @Test
  void aPartIsTakenOnce() {
    parts().foreach(new Offer(handover));
    assertThat(handover.take(0, String.class).map(Handover.Taken::value)).contains("part 0");
    assertThat(handover.take(1, String.class).map(Handover.Taken::value)).contains("part 1");
    assertGone(handover, 0);
    assertThat(handover.take(0, String.class)).isEmpty();
  }

  /** As of a task that ran twice at a time, and ended after the driver had what it wanted. */
  @Test
  void whatComesLateIsSwept() {
    Handover other = Handover.fresh();
    parts().foreach(new Offer(other));
    parts().foreach(new Offer(handover));
    assertThat(handover.take(0, String.class)).isPresent();
    assertGone(handover, 0);
    parts().foreach(new Offer(handover));
    assertThat(isThere(handover, 0)).isTrue();
    handover.sweep(1);
    assertGone(handover, 0);
    assertThat(isThere(handover, 1)).isTrue();
    handover.sweep(2);
    assertGone(handover, 1);
    assertThat(other.take(0, String.class).map(Handover.Taken::value)).contains("part 0");
    assertThat(other.take(1, String.class).map(Handover.Taken::value)).contains("part 1");
  }

  /** Spark's own walk through its blocks fails when they change meanwhile. */
  @Test
  void blocksMayComeAndGoDuringASweep() throws InterruptedException {
    SparkFixture.session();
    Handover other = Handover.fresh();
    AtomicBoolean done = new AtomicBoolean();
    Thread busy =
        new Thread(
            () -> {
              for (long part = 0; !done.get(); part++) {
                other.offer(part, "value");
                other.take(part, String.class);
              }
            });
    busy.start();
    try {
      for (int i = 0; i < 500; i++) {
        handover.sweep(Long.MAX_VALUE);
      }
    } finally {
      done.set(true);
      busy.join();
    }
  }

  @Test
  void aTaskThatWasKilledLeavesNothing() throws InterruptedException {
    STARTED.set(0);
    JavaFutureAction<Void> job = parts().foreachAsync(new OfferWhenKilled(handover));
    while (STARTED.get() < 2) {
      Thread.sleep(5);
    }
    job.cancel(true);
    SparkContext spark = SparkFixture.session().sparkContext();
    while (spark.statusTracker().getExecutorInfos()[0].numRunningTasks() > 0) {
      Thread.sleep(5);
    }
    Thread.sleep(200);
    assertThat(isThere(handover, 0)).isFalse();
    assertThat(isThere(handover, 1)).isFalse();
  }

  private static JavaRDD<Long> parts() {
    return JavaSparkContext.fromSparkContext(SparkFixture.session().sparkContext())
        .parallelize(List.of(0L, 1L), 2);
  }

  /** Blocks are removed a little later. */
  private static void assertGone(Handover handover, long part) {
    long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
    while (isThere(handover, part) && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(isThere(handover, part)).as("part %d", part).isFalse();
  }

  /** A block's status would be an error while it is being removed. */
  private static boolean isThere(Handover handover, long part) {
    return SparkEnv.get()
        .blockManager()
        .blockInfoManager()
        .get(new StreamBlockId(handover.number(), part))
        .isDefined();
  }

  private record Offer(Handover handover) implements VoidFunction<Long> {
    @Override
    public void call(Long part) {
      handover.offer(part, "part " + part);
    }
  }

  private record OfferWhenKilled(Handover handover) implements VoidFunction<Long> {
    @Override
    public void call(Long part) {
      STARTED.incrementAndGet();
      while (!TaskContext.get().isInterrupted()) {
        Thread.onSpinWait();
      }
      handover.offer(part, "part " + part);
    }
  }
}
