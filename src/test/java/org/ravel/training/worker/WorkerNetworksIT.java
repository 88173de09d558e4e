package org.ravel.training.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.ravel.config.AveragingConfig.UpdaterState;
import org.ravel.config.ConfigLoader;
import org.ravel.config.RavelConfig;
import org.ravel.model.LearningRateSchedule;
import org.ravel.model.NetworkSpecification;
import org.ravel.network.NetworkSource;
import org.ravel.shard.ShardSchemas;
import org.ravel.testing.SparkFixture;

/** Networks need a Spark environment, to know whose they are. */
class WorkerNetworksIT {
  /** Hidden units whose parameters the C library never keeps for later: 32 MiB and more. */
  private static final int LARGE = 1300;

  @BeforeAll
  static void start() {
    SparkFixture.session();
  }

  @Test
  void thoseThatNobodyUsesEndAndAreMadeAgain() throws InterruptedException {
    WorkerNetworks networks = new WorkerNetworks(Duration.ofMillis(500));
    Set<Thread> used = useTwoAtATime(networks, recipe("run", 8));
    assertThat(used).hasSize(2);
    assertEnd(used);
    Set<Thread> again = useTwoAtATime(networks, recipe("run", 8));
    assertThat(again).hasSize(2).doesNotContainAnyElementsOf(used);
    assertEnd(again);
  }

  @Test
  void theirMemoryGoesBackToTheSystem() throws InterruptedException {
    WorkerRecipe recipe = recipe("run", LARGE);
    WorkerNetworks networks = new WorkerNetworks(Duration.ofMillis(500));
    Thread used = networks.use(recipe, network -> Thread.currentThread());
    long with = Pointer.physicalBytes();
    assertEnd(Set.of(used));
    assertThat(with - Pointer.physicalBytes()).isGreaterThan(32 << 20);
  }

  @Test
  void thoseThatAreUsedStay() throws InterruptedException {
    WorkerNetworks networks = new WorkerNetworks(Duration.ofSeconds(2));
    Thread first = threadOf(networks, "run");
    for (int i = 0; i < 10; i++) {
      Thread.sleep(300);
      assertThat(threadOf(networks, "run")).isSameAs(first);
    }
    networks.release("another run");
    assertThat(threadOf(networks, "run")).isSameAs(first);
    networks.release("run");
    assertEnd(Set.of(first));
  }

  @Test
  void anotherRunTakesTheirPlace() throws InterruptedException {
    WorkerNetworks networks = new WorkerNetworks(Duration.ofMinutes(1));
    Set<Thread> used = useTwoAtATime(networks, recipe("run", 8));
    Thread other = threadOf(networks, "another run");
    assertEnd(used);
    assertThat(other.isAlive()).isTrue();
    networks.release("another run");
    assertEnd(Set.of(other));
  }

  private static Thread threadOf(WorkerNetworks networks, String run) {
    return networks.use(recipe(run, 8), network -> Thread.currentThread());
  }

  private static Set<Thread> useTwoAtATime(WorkerNetworks networks, WorkerRecipe recipe) {
    CyclicBarrier both = new CyclicBarrier(2);
    return List.of(1, 2).parallelStream()
        .map(
            i ->
                networks.use(
                    recipe,
                    network -> {
                      meet(both);
                      return Thread.currentThread();
                    }))
        .collect(Collectors.toSet());
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertEnd(Set<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(30_000);
      assertThat(thread.isAlive()).isFalse();
    }
  }

  private static WorkerRecipe recipe(String run, int units) {
    RavelConfig config =
        ConfigLoader.load(
                "test",
                "",
                Map.of("model.hidden-size", Integer.toString(units), "model.embedding-size", "500"))
            .values();
    NetworkSource network =
        NetworkSpecification.ofText(
                config.model(),
                50,
                config.training(),
                LearningRateSchedule.of(config.training().schedule(), 0.5, 1, 1),
                config.seed())
            .build()
            .source();
    return new WorkerRecipe(
        run,
        network,
        ShardSchemas.LANGUAGE_MODEL,
        4,
        1,
        8,
        true,
        0,
        UnknownDropout.NONE,
        false,
        UpdaterState.AVERAGE,
        1);
  }
}
