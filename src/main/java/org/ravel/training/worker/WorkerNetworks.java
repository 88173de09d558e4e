package org.ravel.training.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The networks of an executor's cores. Making one takes far longer than a minibatch, so they are
 * kept from round to round, as many as tasks ever ran at a time. They are those of one run: when
 * another one comes, those of the last one are closed. An executor does not hear of a training's
 * end, so a network that nobody has used for a while is closed as well, and made again if it is
 * needed after all.
 */
public final class WorkerNetworks {
  private static final WorkerNetworks OF_EXECUTOR = new WorkerNetworks(Duration.ofMinutes(1));
  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "ravel idle networks");
            made.setDaemon(true);
            return made;
          });

  private final Deque<TrainingThread> idle = new ArrayDeque<>();
  private final Duration longest;
  private Future<?> watch;
  private String current = "";
  private int made;

  /** None yet; one that nobody uses for so long is closed. */
  WorkerNetworks(Duration longest) {
    this.longest = longest;
  }

  /** Those of this process. */
  public static WorkerNetworks ofExecutor() {
    return OF_EXECUTOR;
  }

  /** Does something with a network of the run, which nobody else uses meanwhile. */
  <T> T use(WorkerRecipe recipe, Function<WorkerNetwork, T> action) {
    TrainingThread thread = take(recipe);
    boolean whole = false;
    try {
      T result = thread.call(action);
      whole = true;
      return result;
    } finally {
      // After a failure the network may be in any state.
      if (!whole || !keep(thread)) {
        thread.close();
      }
    }
  }

  /** Closes the networks of a run. */
  public synchronized void release(String run) {
    if (current.equals(run)) {
      startRun("");
    }
  }

  private TrainingThread take(WorkerRecipe recipe) {
    int number;
    synchronized (this) {
      if (!current.equals(recipe.run())) {
        startRun(recipe.run());
      }
      TrainingThread last = idle.poll();
      if (last != null) {
        return last;
      }
      number = made++;
    }
    return new TrainingThread(recipe, number);
  }

  private synchronized boolean keep(TrainingThread thread) {
    boolean isCurrent = current.equals(thread.run());
    if (isCurrent) {
      thread.rest();
      idle.push(thread);
      if (watch == null) {
        long often = Math.max(1, longest.toMillis() / 2);
        watch = CLOCK.scheduleWithFixedDelay(this::closeIdle, often, often, TimeUnit.MILLISECONDS);
      }
    }
    return isCurrent;
  }

  private synchronized void closeIdle() {
    for (Iterator<TrainingThread> threads = idle.iterator(); threads.hasNext(); ) {
      TrainingThread thread = threads.next();
      if (thread.hasRested(longest)) {
        threads.remove();
        thread.close();
      }
    }
    if (idle.isEmpty()) {
      watch.cancel(false);
      watch = null;
    }
  }

  private void startRun(String run) {
    idle.forEach(TrainingThread::close);
    idle.clear();
    current = run;
    made = 0;
  }
}
