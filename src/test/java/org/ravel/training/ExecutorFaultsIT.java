package org.ravel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ravel.training.TrainingFixture.randomText;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.SparkEnv;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.StageInfo;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManagerMaster;
import org.apache.spark.storage.BroadcastBlockId;
import org.apache.spark.storage.StreamBlockId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.config.RavelConfig;
import org.ravel.shard.ShardSet;
import org.ravel.testing.ExecutorProcesses;
import org.ravel.testing.SparkCluster;
import org.ravel.training.TrainingFixture.Recorder;
import org.ravel.training.checkpoint.CheckpointFolder;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * Two executors, each a process of its own on a host of its own, and what may befall them: the
 * training comes to the bits of an undisturbed one on local threads.
 */
class ExecutorFaultsIT {
  @TempDir static Path folder;

  private static RavelConfig config;
  private static RavelConfig sliced;
  private static ShardSet shards;
  private static Recorder calm;
  private static SparkCluster cluster;

  @BeforeAll
  static void trainUndisturbed() {
    TrainingFixture fixture = new TrainingFixture(folder);
    config = fixture.config(AveragingIT.LARGE);
    Map<String, Object> slices = new HashMap<>(AveragingIT.LARGE);
    slices.put("averaging.reduction", "executors");
    sliced = fixture.config(slices);
    shards = fixture.shards(config, randomText(1300, 29));
    calm = TrainingFixture.train(config, shards);
    assertThat(calm.rounds).hasSizeGreaterThan(5);
    cluster = new SparkCluster("127.0.0.1", "127.0.0.2");
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  /** One after another in one training: an executor's start takes longer than all of its rounds. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void executorsStandStillAndAreKilledAndWhatWasSentToThemIsLost(boolean slices) {
    Tasks tasks = new Tasks();
    Recorder disturbed =
        train(
            slices ? sliced : config,
            shards,
            Map.of(
                "spark.speculation", "true",
                "spark.speculation.interval", "50ms",
                "spark.speculation.quantile", "0.1",
                "spark.speculation.multiplier", "1.1",
                "spark.speculation.minTaskRuntime", "50ms",
                "spark.speculation.efficiency.enabled", "false",
                "spark.shuffle.io.retryWait", "100ms",
                "spark.locality.wait", "0s"),
            tasks,
            round -> {
              if (round == 1 || round == 2) {
                standStill(executors().get(0), Duration.ofSeconds(3));
              } else if (round == 3) {
                executors().get(0).destroyForcibly();
              } else if (round == 4) {
                // It is with the driver still, and is fetched again.
                removeBroadcasts(false);
              } else if (round == 5) {
                // It is nowhere, and nobody remembers it.
                removeBroadcasts(true);
                executors().forEach(ProcessHandle::destroyForcibly);
              }
            });
    assertThat(disturbed.parameters).isEqualTo(calm.parameters);
    assertThat(disturbed.losses()).isEqualTo(calm.losses());
    assertThat(tasks.speculative).as("tasks that ran twice at a time").hasPositiveValue();
    assertThat(tasks.withoutBroadcast).as("tasks that failed for want of it").hasPositiveValue();
  }

  /** Parts of slices are lost with one executor, and slices that were merged with another. */
  @Test
  void executorsAreKilledWhileTheyMergeSlices() {
    Victims victims = new Victims();
    Recorder disturbed =
        train(
            sliced,
            shards,
            Map.of("spark.locality.wait", "0s", "spark.shuffle.io.retryWait", "100ms"),
            victims,
            round -> {});
    assertThat(disturbed.parameters).isEqualTo(calm.parameters);
    assertThat(disturbed.losses()).isEqualTo(calm.losses());
    assertThat(victims.killed).as("executors that were killed").hasValue(2);
    assertThat(victims.again).as("stages that ran again").hasPositiveValue();
  }

  /** Its first job after the round is of one question of many. */
  @Test
  void whatAHessianFreeTrainingHasSentIsLost(@TempDir Path own) {
    TrainingFixture fixture = new TrainingFixture(own);
    RavelConfig free =
        fixture.config(
            Map.of(
                "training.method", "hessian-free",
                "training.carry-state", false,
                "training.epochs", 3,
                "training.hessian-free.iterations", 3,
                "averaging.workers", 2,
                "averaging.period", 1000,
                "averaging.warmup-periods", 0));
    ShardSet few = fixture.shards(free, randomText(120, 3));
    Recorder undisturbed = TrainingFixture.train(free, few);
    Tasks tasks = new Tasks();
    Recorder disturbed =
        train(
            free,
            few,
            Map.of("spark.locality.wait", "0s"),
            tasks,
            round -> {
              if (round == 1) {
                removeBroadcasts(true);
                executors().forEach(ProcessHandle::destroyForcibly);
              }
            });
    assertThat(disturbed.parameters).isEqualTo(undisturbed.parameters);
    assertThat(tasks.withoutBroadcast).as("tasks that failed for want of it").hasPositiveValue();
  }

  private static Recorder train(
      RavelConfig trained,
      ShardSet read,
      Map<String, String> settings,
      SparkListener tasks,
      AfterRound disturb) {
    Recorder recorder =
        new Recorder() {
          @Override
          public void round(Round round) {
            super.round(round);
            disturb.accept(round.round());
          }
        };
    return cluster.with(settings, session -> train(trained, read, session, tasks, recorder));
  }

  private static Recorder train(
      RavelConfig trained,
      ShardSet read,
      SparkSession session,
      SparkListener tasks,
      Recorder recorder) {
    session.sparkContext().addSparkListener(tasks);
    CheckpointFolder none = TrainingFixture.checkpoints(trained, "cluster-" + System.nanoTime());
    TrainingFixture.train(session, trained, read, new Interruption(none, () -> false), recorder);
    // Blocks are removed a little later; those of tasks that run still come later yet.
    long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
    while (master().getMatchingBlockIds(new IsHandedOver(), true).nonEmpty()
        && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(master().getMatchingBlockIds(new IsHandedOver(), true).mkString(", ")).isEmpty();
    return recorder;
  }

  /** Something to do between two rounds. */
  @FunctionalInterface
  private interface AfterRound {
    void accept(long round);
  }

  private static List<ProcessHandle> executors() {
    List<ProcessHandle> executors = ExecutorProcesses.of(ProcessHandle.current());
    assertThat(executors).isNotEmpty();
    return executors;
  }

  /** Stops a process as it is, without a word to anybody, and lets it go on after a while. */
  private static void standStill(ProcessHandle process, Duration time) {
    signal("STOP", process);
    CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> signal("CONT", process));
  }

  private static void signal(String name, ProcessHandle process) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void removeBroadcasts(boolean everywhere) {
    Iterator<BlockId> left = master().getMatchingBlockIds(new IsBroadcast(), true).iterator();
    int removed = 0;
    while (left.hasNext()) {
      long id = ((BroadcastBlockId) left.next()).broadcastId();
      master().removeBroadcast(id, everywhere, true);
      removed++;
    }
    assertThat(removed).isPositive();
  }

  private static BlockManagerMaster master() {
    return SparkEnv.get().blockManager().master();
  }

  /** Counts what the disturbances come to. */
  private static final class Tasks extends SparkListener {
    private final AtomicInteger speculative = new AtomicInteger();
    private final AtomicInteger withoutBroadcast = new AtomicInteger();

    @Override
    public void onTaskStart(SparkListenerTaskStart start) {
      if (start.taskInfo().speculative()) {
        speculative.incrementAndGet();
      }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      if (end.reason() instanceof ExceptionFailure failure
          && failure.toErrorString().contains("Failed to get broadcast_")) {
        withoutBroadcast.incrementAndGet();
      }
    }
  }

  /**
   * Kills an executor as soon as the slices of the second round are to be merged, and in the fourth
   * one the executor that has merged a slice.
   */
  private static final class Victims extends SparkListener {
    private final AtomicInteger killed = new AtomicInteger();
    private final AtomicInteger again = new AtomicInteger();
    private final Set<Integer> merging = new LinkedHashSet<>();

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
      StageInfo stage = submitted.stageInfo();
      if (stage.attemptNumber() > 0) {
        again.incrementAndGet();
      }
      if (stage.parentIds().nonEmpty()
          && stage.shuffleDepId().isEmpty()
          && merging.add(stage.stageId())
          && merging.size() == 2) {
        kill(executors().get(0));
      }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      if (killed.get() == 1 && merging.size() == 4 && merging.contains(end.stageId())) {
        executors().stream()
            .filter(
                process ->
                    process
                        .info()
                        .commandLine()
                        .orElse("")
                        .contains("--executor-id %s ".formatted(end.taskInfo().executorId())))
            .forEach(this::kill);
      }
    }

    private void kill(ProcessHandle executor) {
      executor.destroyForcibly();
      killed.incrementAndGet();
    }
  }

  /** Runs on executors as well. */
  private static final class IsBroadcast extends AbstractFunction1<BlockId, Object>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Object apply(BlockId id) {
      return id instanceof BroadcastBlockId;
    }
  }

  private static final class IsHandedOver extends AbstractFunction1<BlockId, Object>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Object apply(BlockId id) {
      return id instanceof StreamBlockId;
    }
  }
}
