package org.ravel.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/**
 * The networks of an executor's cores. Making one takes far longer than a minibatch, so they are
 * kept from round to round, as many as tasks ever ran at a time. They are those of one run: when
 * another one comes, those of the last one are closed.
 */
final class WorkerNetworks {
  private static final Deque<TrainingThread> IDLE = new ArrayDeque<>();
  private static String current = "";
  private static int made;

  private WorkerNetworks() {}

  /** Does something with a network of the run, which nobody else uses meanwhile. */
  static <T> T use(WorkerRecipe recipe, Function<WorkerNetwork, T> action) {
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
  static void release(String run) {
    synchronized (IDLE) {
      if (current.equals(run)) {
        startRun("");
      }
    }
  }

  private static TrainingThread take(WorkerRecipe recipe) {
    int number;
    synchronized (IDLE) {
      if (!current.equals(recipe.run())) {
        startRun(recipe.run());
      }
      TrainingThread idle = IDLE.poll();
      if (idle != null) {
        return idle;
      }
      number = made++;
    }
    return new TrainingThread(recipe, number);
  }

  private static boolean keep(TrainingThread thread) {
    synchronized (IDLE) {
      boolean isCurrent = current.equals(thread.run());
      if (isCurrent) {
        IDLE.push(thread);
      }
      return isCurrent;
    }
  }

  private static void startRun(String run) {
    IDLE.forEach(TrainingThread::close);
    IDLE.clear();
    current = run;
    made = 0;
  }
}
