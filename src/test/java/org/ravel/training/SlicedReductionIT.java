package org.ravel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ravel.training.TrainingFixture.randomText;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.MapOutputTrackerMaster;
import org.apache.spark.SparkEnv;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.config.RavelConfig;
import org.ravel.error.TrainingException;
import org.ravel.shard.ShardSet;
import org.ravel.testing.SparkFixture;
import org.ravel.training.TrainingFixture.Recorder;

/** Averages on the executors are those on the driver, to the bit. */
class SlicedReductionIT {
  private static TrainingFixture fixture;
  private static ShardSet shards;

  @BeforeAll
  static void prepare(@TempDir Path folder) {
    fixture = new TrainingFixture(folder);
    shards = fixture.shards(config("", Map.of()), randomText(700, 37));
  }

  @ParameterizedTest
  @CsvSource({
    // updater, settings
    "adam, averaging.updater-state=average",
    "adam, averaging.updater-state=keep;averaging.outer.step=diloco",
    "adam, averaging.updater-state=reset;averaging.outer.step=bmuf",
    "adam, averaging.outer.step=bmuf;averaging.outer.nesterov=false;averaging.warmup-periods=1",
    "sgd, averaging.outer.step=plain",
    "nesterov, averaging.outer.step=diloco;training.weight-averaging.name=exponential",
    "rmsprop, averaging.first-period=1;averaging.updater-state=keep",
  })
  void theBitsAreThoseOfTheDriver(String updater, String settings) {
    Map<String, Object> more = Map.of("training.updater.name", updater);
    Recorder driver = TrainingFixture.train(config(settings, with(more, "driver")), shards);
    int before = shuffles();
    Stages stages = new Stages();
    SparkFixture.session().sparkContext().addSparkListener(stages);
    Recorder executors;
    try {
      executors = TrainingFixture.train(config(settings, with(more, "executors")), shards);
    } finally {
      SparkFixture.session().sparkContext().removeSparkListener(stages);
    }
    assertThat(executors.parameters).isEqualTo(driver.parameters);
    assertThat(executors.losses()).isEqualTo(driver.losses());
    assertThat(stages.merging).as("stages of several slices").hasPositiveValue();
    assertThat(shuffles()).as("shuffles beside those of reading").isLessThanOrEqualTo(before + 1);
  }

  /** Shuffles whose files are kept. */
  private static int shuffles() {
    return ((MapOutputTrackerMaster) SparkEnv.get().mapOutputTracker()).shuffleStatuses().size();
  }

  /** What a checkpoint holds is the same too, so a training may change from one to the other. */
  @Test
  void aTrainingStopsAndGoesOnWithEither() {
    String settings = "averaging.updater-state=keep;averaging.outer.step=bmuf";
    Recorder straight = TrainingFixture.train(config(settings, with(Map.of(), "driver")), shards);
    RavelConfig executors = config(settings, with(Map.of(), "executors"));
    assertThat(TrainingFixture.trainWithStops(executors, shards, Optional.empty(), 2).parameters)
        .isEqualTo(straight.parameters);
  }

  @Test
  void aTrainingThatDivergesSaysTheSame() {
    Map<String, Object> hot =
        Map.of(
            "training.updater.name",
            "sgd",
            "training.updater.learning-rate",
            3e38,
            "training.clip-norm",
            0);
    String driver = divergence(config("", with(hot, "driver")));
    assertThat(divergence(config("", with(hot, "executors")))).isEqualTo(driver);
    assertThat(driver).contains("in round").contains("on worker 0, which read");
    String skips = "averaging.on-divergence=skip";
    assertThat(divergence(config(skips, with(hot, "executors"))))
        .isEqualTo(divergence(config(skips, with(hot, "driver"))))
        .contains("no worker's loss is finite in round");
  }

  private static String divergence(RavelConfig config) {
    String[] message = new String[1];
    assertThatThrownBy(() -> TrainingFixture.train(config, shards))
        .isInstanceOf(TrainingException.class)
        .satisfies(thrown -> message[0] = thrown.getMessage());
    return message[0];
  }

  private static Map<String, Object> with(Map<String, Object> settings, String reduction) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("averaging.reduction", reduction);
    return all;
  }

  /** States of more than one slice, five workers of which the last have less to read. */
  private static RavelConfig config(String settings, Map<String, Object> more) {
    Map<String, Object> all =
        new HashMap<>(
            Map.of(
                "model.hidden-size", 190,
                "averaging.workers", 5,
                "averaging.period", 3,
                "training.minibatch-size", 3,
                "training.epochs", 2));
    for (String setting : settings.isEmpty() ? new String[0] : settings.split(";")) {
      String[] pair = setting.split("=", 2);
      all.put(pair[0], pair[1]);
    }
    all.putAll(more);
    return fixture.config(all);
  }

  /** Counts the stages that merge slices. */
  private static final class Stages extends SparkListener {
    private final AtomicInteger merging = new AtomicInteger();

    @Override
    public void onStageCompleted(SparkListenerStageCompleted completed) {
      if (completed.stageInfo().parentIds().nonEmpty()
          && completed.stageInfo().numTasks() > 1
          && completed.stageInfo().shuffleDepId().isEmpty()) {
        merging.incrementAndGet();
      }
    }
  }
}
