package org.ravel.training.worker;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.ravel.error.TrainingException;
import org.ravel.kernel.NativeThreads;

/**
 * A network and the only thread that ever touches it. Native primitives have scratch memory, and
 * ND4J has workspaces and random numbers, by thread; Spark's tasks come on any thread.
 */
final class TrainingThread implements AutoCloseable {
  private final String run;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread made = new Thread(work, "ravel training");
            made.setDaemon(true);
            return made;
          });

  private WorkerNetwork network;
  private long idleSince;

  /** Starts the thread and makes the network. */
  TrainingThread(WorkerRecipe recipe, int number) {
    this.run = recipe.run();
    await(
        () -> {
          NativeThreads.single();
          network = new WorkerNetwork(recipe, number);
          return null;
        });
  }

  String run() {
    return run;
  }

  /** Nobody uses it from now on. */
  void rest() {
    idleSince = System.nanoTime();
  }

  /** Whether nobody has used it for so long. */
  boolean hasRested(Duration time) {
    return System.nanoTime() - idleSince >= time.toNanos();
  }

  /** Does something with the network, and waits for it. */
  <T> T call(Function<WorkerNetwork, T> action) {
    return await(() -> action.apply(network));
  }

  private <T> T await(Callable<T> work) {
    Future<T> future = thread.submit(work);
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException unchecked
          ? unchecked
          : new TrainingException("a worker's thread failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingException("a worker's task was interrupted", e);
    }
  }

  /** Frees the network, when it has done what it is doing, and ends the thread. */
  @Override
  public void close() {
    thread.execute(network::close);
    thread.shutdown();
  }
}
