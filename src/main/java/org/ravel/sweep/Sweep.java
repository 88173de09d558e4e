package org.ravel.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.RavelConfig;
import org.ravel.config.SweepConfig;
import org.ravel.error.ConfigurationException;
import org.ravel.error.StoppedException;
import org.ravel.evaluation.measure.Figure;
import org.ravel.pipeline.JobContext;
import org.ravel.pipeline.TrainingLock;
import org.ravel.pipeline.TrainingStage;
import org.ravel.report.SweepTrial;
import org.ravel.shard.ShardSet;
import org.ravel.storage.Storage;
import org.ravel.wording.Phrases;

/**
 * Trainings side by side. Each is a training like any other, with its own checkpoints, and its
 * rounds are Spark jobs; what it comes to does not depend on what runs beside it.
 */
public final class Sweep {
  private final JobContext context;
  private final ShardSet shards;
  private final ShardSet measured;
  private final List<Trial> trials;

  private Sweep(JobContext context, ShardSet shards, ShardSet measured, List<Trial> trials) {
    this.context = context;
    this.shards = shards;
    this.measured = measured;
    this.trials = trials;
  }

  /**
   * A sweep as it is configured, before anything is trained.
   *
   * @param folder where its trainings are kept
   * @throws org.ravel.error.ConfigurationException if a combination of settings breaks a rule
   * @throws org.ravel.error.InputException if shards are missing or cannot be trained on
   */
  public static Sweep plan(JobContext context, Path folder) {
    RavelConfig config = context.config();
    ShardSet shards = ShardSet.open(context.storage(), config.shards().path());
    shards.require(config.task());
    String other = config.evaluation().shards();
    ShardSet measured =
        other.equals(config.shards().path()) ? shards : ShardSet.open(context.storage(), other);
    measured.require(config.task());
    List<Trial> trials = trials(context, folder, shards, measured);
    for (Trial trial : trials) {
      measured.split(trial.config().values().evaluation().split());
      TrainingStage.require(of(context, trial), shards);
    }
    return new Sweep(context, shards, measured, trials);
  }

  /** Values that are written in two ways, such as with and without quotes, are one training. */
  private static List<Trial> trials(
      JobContext context, Path folder, ShardSet shards, ShardSet measured) {
    String data =
        measured.digest().equals(shards.digest())
            ? shards.digest()
            : shards.digest() + measured.digest();
    Map<Path, Trial> trials = new LinkedHashMap<>();
    Combinations.of(context.config().sweep(), context.config().seed()).stream()
        .map(values -> Trial.of(context, folder, data, values))
        .forEach(trial -> trials.putIfAbsent(trial.folder(), trial));
    return List.copyOf(trials.values());
  }

  /**
   * Removes what earlier trainings have left.
   *
   * @throws org.ravel.error.LockedException if another process is at work on one of them; none is
   *     removed then
   */
  public void clear() {
    Storage storage = context.storage();
    List<Trial> left = trials.stream().filter(trial -> storage.exists(trial.folder())).toList();
    left.forEach(trial -> TrainingLock.acquire(context, trial.run(storage)).close());
    left.forEach(trial -> storage.delete(trial.folder()));
  }

  /**
   * Trains and measures all.
   *
   * @param stop whether to stop; each training then writes a checkpoint
   * @return what each came to, in the order of the combinations
   * @throws StoppedException if it is to stop
   */
  public List<SweepTrial> run(SparkSession session, BooleanSupplier stop) {
    int parallel = parallel(session);
    context.tell(
        "%s, %,d side by side".formatted(Phrases.count(trials.size(), "training"), parallel));
    AtomicBoolean failed = new AtomicBoolean();
    AtomicInteger done = new AtomicInteger();
    TrialRun run =
        new TrialRun(
            session,
            context.storage(),
            shards,
            measured,
            () -> failed.get() || stop.getAsBoolean());
    ExecutorService pool = Executors.newFixedThreadPool(parallel);
    try {
      List<Future<SweepTrial>> results = new ArrayList<>();
      for (Trial trial : trials) {
        results.add(pool.submit(() -> one(run, trial, failed, stop, done)));
      }
      return all(results);
    } finally {
      pool.shutdownNow();
    }
  }

  private SweepTrial one(
      TrialRun run, Trial trial, AtomicBoolean failed, BooleanSupplier stop, AtomicInteger done) {
    if (failed.get() || stop.getAsBoolean()) {
      throw new StoppedException("the sweep was stopped; the same command resumes it");
    }
    try {
      SweepTrial result = run.run(trial);
      requireFigure(result);
      context.tell(
          "%,d of %,d  %s: %s, %.0f s"
              .formatted(
                  done.incrementAndGet(),
                  trials.size(),
                  trial.words(),
                  result.words(context.config().sweep().goal().figure()),
                  result.seconds()));
      return result;
    } catch (RuntimeException | Error e) {
      failed.set(true);
      throw e;
    }
  }

  /** A mistaken name is told by the first training, not after the last one. */
  private void requireFigure(SweepTrial trial) {
    String figure = context.config().sweep().goal().figure();
    if (figure != null
        && trial.outcome() == SweepTrial.Outcome.TRAINED
        && trial.figure(figure).isEmpty()) {
      throw new ConfigurationException(
          "sweep.goal.figure is %s, but a training has the figures %s; name one of them: what is trained already stays"
              .formatted(
                  figure,
                  trial.figures().stream().map(Figure::name).collect(Collectors.joining(", "))));
    }
  }

  /** Waits for all, so that none is at work any more where one has failed. */
  private static List<SweepTrial> all(List<Future<SweepTrial>> results) {
    List<SweepTrial> trials = new ArrayList<>();
    RuntimeException failure = null;
    for (Future<SweepTrial> result : results) {
      try {
        trials.add(result.get());
      } catch (ExecutionException e) {
        failure = graver(failure, e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoppedException("the sweep was stopped; the same command resumes it");
      }
    }
    if (failure != null) {
      throw failure;
    }
    return trials;
  }

  /** What has failed says more than what was stopped because of it. */
  private static RuntimeException graver(RuntimeException failure, Throwable next) {
    if (failure != null && !(failure instanceof StoppedException)) {
      return failure;
    }
    if (next instanceof Error error) {
      throw error;
    }
    return next instanceof RuntimeException known ? known : new IllegalStateException(next);
  }

  private int parallel(SparkSession session) {
    SweepConfig sweep = context.config().sweep();
    int cores = session.sparkContext().defaultParallelism();
    int wanted =
        sweep.parallel() > 0
            ? sweep.parallel()
            : Math.max(1, cores / context.config().averaging().workers());
    return Math.min(wanted, trials.size());
  }

  private static JobContext of(JobContext context, Trial trial) {
    return new JobContext(
        trial.config().values(),
        trial.config().text(),
        context.storage(),
        false,
        context.out(),
        context.console());
  }
}
