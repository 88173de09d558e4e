package org.ravel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.ravel.config.RavelConfig;
import org.ravel.error.ConfigurationException;
import org.ravel.error.StoppedException;
import org.ravel.model.NetworkSpecification;
import org.ravel.network.Network;
import org.ravel.sequence.Batch;
import org.ravel.shard.ShardSet;
import org.ravel.testing.SparkFixture;
import org.ravel.training.TrainingFixture.Recorder;
import org.ravel.training.checkpoint.CheckpointFolder;

/** Trainings without gradients. */
class EvolutionIT {
  private static TrainingFixture fixture;
  private static ShardSet shards;

  @BeforeAll
  static void prepare(@TempDir Path folder) {
    fixture = new TrainingFixture(folder);
    shards = fixture.shards(config(Map.of()), TrainingFixture.randomText(300, 1));
  }

  private static RavelConfig config(Map<String, String> further) {
    Map<String, String> settings = new HashMap<>();
    settings.put("training.method", "evolution");
    settings.put("training.carry-state", "false");
    settings.put("training.minibatch-size", "5");
    settings.put("training.epochs", "6");
    settings.put("training.evolution.population", "7");
    settings.put("averaging.workers", "3");
    settings.put("averaging.period", "100");
    settings.put("model.cell", "elman");
    settings.put("model.embedding-size", "3");
    settings.put("model.hidden-size", "4");
    settings.putAll(further);
    return fixture.config(settings);
  }

  private static RavelConfig config(String search) {
    return config(Map.of("training.evolution.search", search));
  }

  /** Nothing that is found is lost again, and the loss said is that of training. */
  @Test
  void hillClimbingFindsBetterWeights() {
    RavelConfig config = config("hill-climbing");
    Recorder recorder = TrainingFixture.train(config, shards);
    List<Double> losses = recorder.losses();
    assertThat(losses).hasSize(6);
    for (int round = 1; round < losses.size(); round++) {
      assertThat(losses.get(round)).isLessThanOrEqualTo(losses.get(round - 1) + 1e-6);
    }
    assertThat(recorder.lastLoss()).isLessThan(losses.get(0));
    // With the rate 0 a network says its loss and stays as it is.
    Network network =
        NetworkSpecification.ofText(
                config.model(),
                shards.vocabulary().size(),
                config.training(),
                new FixedSchedule(0),
                1)
            .build();
    network.take(recorder.snapshot);
    double nats = 0;
    long targets = 0;
    for (int[] sequence : TrainingFixture.sequences(shards)) {
      Batch batch = Batch.nextStep(new int[][] {sequence}, 0, TrainingFixture.LENGTH);
      nats += network.train(batch, network.start());
      targets += batch.counted();
    }
    assertThat(recorder.lastLoss()).isCloseTo(nats / targets, within(1e-5));
    assertThat(recorder.result.tokens()).isEqualTo(6 * targets);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hill-climbing", "cma-es"})
  void itIsTheSameOnAnyClusterAndInAnyNumberOfParts(String search) {
    RavelConfig config = config(search);
    Recorder calm = TrainingFixture.train(config, shards);
    Recorder slow =
        SparkFixture.withSession(
            "local[1]", Map.of(), session -> TrainingFixture.train(session, config, shards));
    assertThat(slow.parameters).isEqualTo(calm.parameters);
    CheckpointFolder checkpoints = TrainingFixture.checkpoints(config, search);
    Recorder last = null;
    int stops = 0;
    while (last == null) {
      AtomicInteger rounds = new AtomicInteger();
      try {
        last =
            TrainingFixture.train(
                SparkFixture.session(),
                config,
                shards,
                new Interruption(checkpoints, () -> rounds.incrementAndGet() > 1));
      } catch (StoppedException stopped) {
        stops++;
      }
    }
    assertThat(stops).isGreaterThan(1);
    assertThat(last.parameters).isEqualTo(calm.parameters);
  }

  /** One worker has as many tasks as there are cores, and the candidates have the same losses. */
  @Test
  void theCandidatesOfOneWorkerAreDividedAmongCores() {
    RavelConfig config = config(Map.of("averaging.workers", "1"));
    Set<Integer> tasks = ConcurrentHashMap.newKeySet();
    Recorder divided = onCores(4, config, tasks);
    assertThat(tasks).contains(4);
    tasks.clear();
    Recorder whole = onCores(1, config, tasks);
    assertThat(tasks).doesNotContain(4);
    assertThat(divided.parameters).isEqualTo(whole.parameters);
    assertThat(divided.losses()).isEqualTo(whole.losses());
    assertThat(divided.result.tokens()).isEqualTo(whole.result.tokens());
  }

  private static Recorder onCores(int cores, RavelConfig config, Set<Integer> tasks) {
    return SparkFixture.withSession(
        "local[%d]".formatted(cores),
        Map.of(),
        session -> {
          session
              .sparkContext()
              .addSparkListener(
                  new SparkListener() {
                    @Override
                    public void onStageSubmitted(SparkListenerStageSubmitted stage) {
                      tasks.add(stage.stageInfo().numTasks());
                    }
                  });
          return TrainingFixture.train(session, config, shards);
        });
  }

  @Test
  void aCovarianceOfManyWeightsIsRefused() {
    RavelConfig config =
        config(Map.of("training.evolution.search", "cma-es", "model.hidden-size", "40"));
    assertThatThrownBy(() -> TrainingFixture.train(config, shards))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("but must have 500 at most")
        .hasMessageContaining("training.evolution.search=hill-climbing");
  }
}
