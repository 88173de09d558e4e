package org.ravel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ravel.training.TrainingFixture.randomText;
import static org.ravel.training.TrainingFixture.sequences;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskKilled;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.config.RavelConfig;
import org.ravel.dl4j.Dl4jNetworks;
import org.ravel.model.LearningRateSchedule;
import org.ravel.model.NetworkSpecification;
import org.ravel.model.SmallNetworks;
import org.ravel.sequence.Batch;
import org.ravel.shard.ShardSet;
import org.ravel.testing.SparkFixture;
import org.ravel.training.TrainingFixture.Recorder;

/** The same bits on any number of cores, and however often the workers run. */
class AveragingIT {
  /**
   * States large enough to be handed over as blocks, dropout, carried state, all regularisation,
   * five workers, a mean over rounds.
   */
  static final Map<String, Object> LARGE =
      Map.ofEntries(
          Map.entry("model.hidden-size", 190),
          Map.entry("model.dropout", 0.2),
          Map.entry("model.embedding-dropout", 0.1),
          Map.entry("model.weight-dropout", 0.3),
          Map.entry("averaging.workers", 5),
          Map.entry("averaging.period", 3),
          Map.entry("averaging.updater-state", "keep"),
          Map.entry("averaging.outer.step", "bmuf"),
          Map.entry("training.minibatch-size", 4),
          Map.entry("training.epochs", 2),
          Map.entry("training.activation-regularisation", 2),
          Map.entry("training.temporal-regularisation", 1),
          Map.entry("training.weight-averaging.name", "exponential"));

  @TempDir static Path folder;

  private static RavelConfig large;
  private static ShardSet text;
  private static Recorder calm;

  @BeforeAll
  static void trainUndisturbed() {
    TrainingFixture fixture = new TrainingFixture(folder.resolve("large"));
    large = fixture.config(LARGE);
    text = fixture.shards(large, randomText(1300, 29));
    calm = TrainingFixture.train(large, text);
  }

  @ParameterizedTest
  @CsvSource({"local[1], driver", "local[4], driver", "local[1], executors", "local[4], executors"})
  void theNumberOfCoresDoesNotMatter(String master, String reduction) {
    RavelConfig config = reducedBy(reduction);
    Recorder other =
        SparkFixture.withSession(
            master, Map.of(), session -> TrainingFixture.train(session, config, text));
    assertThat(other.parameters).isEqualTo(calm.parameters);
    assertThat(other.losses()).isEqualTo(calm.losses());
  }

  private static RavelConfig reducedBy(String reduction) {
    Map<String, Object> settings = new HashMap<>(LARGE);
    settings.put("averaging.reduction", reduction);
    return new TrainingFixture(folder.resolve("large")).config(settings);
  }

  @ParameterizedTest
  @ValueSource(strings = {"driver", "executors"})
  void tasksThatAreKilledRunAgainToTheSameBits(String reduction) {
    RavelConfig config = reducedBy(reduction);
    AtomicInteger killed = new AtomicInteger();
    Recorder disturbed =
        SparkFixture.withSession(
            "local[2]",
            Map.of(),
            session -> {
              session.sparkContext().addSparkListener(new Killer(session.sparkContext(), killed));
              return TrainingFixture.train(session, config, text);
            });
    assertThat(killed).hasPositiveValue();
    assertThat(disturbed.parameters).isEqualTo(calm.parameters);
  }

  /** Every fourth task is killed once, a little after its start. */
  private static final class Killer extends SparkListener {
    private final SparkContext spark;
    private final AtomicInteger killed;
    private int started;

    Killer(SparkContext spark, AtomicInteger killed) {
      this.spark = spark;
      this.killed = killed;
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart start) {
      if (++started % 4 == 0) {
        spark.killTaskAttempt(start.taskInfo().taskId(), true, "killed by the test");
      }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      if (end.reason() instanceof TaskKilled) {
        killed.incrementAndGet();
      }
    }
  }

  /** The weighted mean of the workers' steps is the step on all their sequences at once. */
  @Test
  void workersWithPlainStepsOfOneMinibatchTakeOneStepTogether() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("averaging.workers", 3);
    settings.put("averaging.period", 1);
    settings.put("training.minibatch-size", 2);
    settings.put("training.updater.name", "sgd");
    settings.put("training.updater.learning-rate", 0.5);
    settings.put("training.clip-norm", 0);
    settings.put("training.carry-state", false);
    settings.put("training.epochs", 1);
    RavelConfig config = fixture().config(settings);
    // Six lanes of one sequence, the last one with three targets only.
    ShardSet shards = fixture().shards(config, randomText(5 * TrainingFixture.LENGTH + 4, 31));
    List<int[]> sequences = sequences(shards);
    assertThat(sequences).hasSize(6);
    assertThat(sequences.get(5)).hasSize(4);
    Recorder recorder = TrainingFixture.train(config, shards);
    assertThat(recorder.rounds).hasSize(1);

    MultiLayerNetwork network =
        SmallNetworks.dl4j(
            NetworkSpecification.ofText(
                config.model(),
                shards.vocabulary().size(),
                config.training(),
                LearningRateSchedule.of(config.training().schedule(), 0.5, 1, 1),
                config.seed()));
    float[] before = network.params().dup().data().asFloat();
    Batch joined = Batch.nextStep(sequences.toArray(int[][]::new), 0, TrainingFixture.LENGTH);
    network.fit(Dl4jNetworks.dataSet(joined));
    float[] expected = network.params().dup().data().asFloat();
    double step = distance(expected, before);
    assertThat(step).isGreaterThan(0.01);
    assertThat(distance(recorder.parameters, expected) / step).isCloseTo(0, within(1e-5));
    assertThat(recorder.lastLoss()).isCloseTo(network.score(), within(1e-6));
  }

  private static double distance(float[] a, float[] b) {
    return Math.sqrt(
        IntStream.range(0, a.length).mapToDouble(i -> Math.pow((double) a[i] - b[i], 2)).sum());
  }

  private TrainingFixture fixture() {
    return new TrainingFixture(folder);
  }
}
