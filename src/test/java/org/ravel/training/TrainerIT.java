package org.ravel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.ravel.training.TrainingFixture.randomText;
import static org.ravel.training.TrainingFixture.sequences;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.error.TrainingException;
import org.ravel.network.Network;
import org.ravel.pipeline.Engines;
import org.ravel.shard.ShardSet;
import org.ravel.testing.SparkFixture;
import org.ravel.training.TrainingFixture.Recorder;

class TrainerIT {
  private static ShardSet prepared;

  @TempDir Path folder;

  /** Of what the trainings differ in, nothing is part of the shards. */
  @BeforeAll
  static void prepare(@TempDir Path shared) {
    TrainingFixture fixture = new TrainingFixture(shared);
    prepared = fixture.shards(fixture.config(Map.of()), randomText(900, 23));
  }

  @ParameterizedTest
  @CsvSource({
    // kernels, cell, carried state, workers, minibatch, period, updater, clip, further settings;
    // the sequences never fill the last round
    "fast, lstm, false, 2, 3, 4, adam, 0.5, ''",
    "fast, lstm, true, 2, 3, 4, adam, 0.5, ''",
    "fast, lstm, true, 1, 3, 1, adam, 0.5, ''",
    "fast, gru, true, 3, 2, 5, nesterov, 0, ''",
    "fast, elman, true, 2, 32, 2, rmsprop, 0, ''",
    "fast, gru, true, 5, 2, 3, adam, 0, averaging.updater-state=keep",
    "fast, gru, true, 3, 2, 3, adam, 0, averaging.updater-state=reset",
    "fast, lstm, true, 3, 3, 4, adam, 0.5, averaging.first-period=1",
    "fast, lstm, true, 3, 3, 4, adam, 0.5, averaging.warmup-periods=2;averaging.scale-learning-rate=true",
    "fast, gru, true, 2, 3, 4, adam, 0.5, training.updater.weight-decay=0.1",
    "fast, lstm, true, 7, 2, 2, sgd, 0, averaging.outer.step=plain",
    "fast, lstm, true, 2, 3, 8, adam, 1, model.embedding-size=6;model.tie-embeddings=true;training.label-smoothing=0.1",
  })
  void roundsOfAveragingEqualAPlainLoopToTheBit(
      String kernels,
      String cell,
      boolean carryState,
      int workers,
      int minibatch,
      int period,
      String updater,
      double clip,
      String further) {
    RavelConfig config =
        config(kernels, cell, carryState, workers, minibatch, period, updater, clip, further);
    ShardSet shards = prepared;
    Recorder recorder = TrainingFixture.train(config, shards);

    PlainAveraging loop = loop(config, shards);
    assertThat(recorder.parameters).isEqualTo(loop.train());
    assertThat(recorder.result.rounds()).isEqualTo(loop.rounds());
    assertThat(recorder.result.tokens()).isEqualTo(2 * shards.split(Split.TRAIN).targets());
    assertThat(recorder.losses().get(0)).isBetween(1.4, 1.9);
  }

  /** The outer steps are rounded elsewhere than in the papers' formulas. */
  @ParameterizedTest
  @CsvSource({
    "averaging.outer.step=bmuf",
    "averaging.outer.step=bmuf;averaging.outer.nesterov=false",
    "averaging.outer.step=bmuf;averaging.outer.momentum=0.3",
    "averaging.outer.step=diloco",
    "averaging.outer.step=diloco;averaging.updater-state=keep;averaging.warmup-periods=1",
  })
  void outerStepsAreThoseOfTheirPapers(String further) {
    RavelConfig config = config("fast", "lstm", true, 3, 2, 3, "adam", 0.5, further);
    ShardSet shards = prepared;
    assertClose(TrainingFixture.train(config, shards).parameters, loop(config, shards).train());
  }

  @ParameterizedTest
  @CsvSource({
    // name, further settings, epochs that do not count, decay
    "tail, '', 1.5, 1",
    "tail, training.weight-averaging.start=0.1;averaging.warmup-periods=1, 0.2, 1",
    "exponential, training.weight-averaging.decay=0.9, 0, 0.9",
    "exponential, training.weight-averaging.start=0.5;training.weight-averaging.decay=0.5, 1, 0.5",
    // One mean of one round: the parameters of the last.
    "tail, averaging.period=100;training.weight-averaging.start=0.5, 1, 1",
  })
  void theMeanOverRoundsIsThatOfAPlainLoop(
      String name, String further, double firstEpochs, double decay) {
    String settings = further + (further.isEmpty() ? "" : ";");
    RavelConfig config =
        config(
            "fast",
            "lstm",
            true,
            2,
            3,
            4,
            "adam",
            0.5,
            settings + "training.weight-averaging.name=" + name);
    Recorder recorder = TrainingFixture.train(config, prepared);
    PlainAveraging loop = loop(config, prepared);
    loop.train();
    assertClose(recorder.parameters, loop.meanOverRounds(firstEpochs, decay), 1e-7);
  }

  @ParameterizedTest
  @CsvSource({
    "stock, lstm, false, 1, 4, 3, sgd, 0",
    "stock, elman, false, 2, 3, 2, sgd, 0.05",
    "fast, lstm, true, 2, 3, 4, adam, 0.5",
    "fast, gru, true, 3, 2, 5, nesterov, 0",
  })
  void theEngineOfDeeplearning4jEqualsAPlainLoopToRounding(
      String kernels,
      String cell,
      boolean carryState,
      int workers,
      int minibatch,
      int period,
      String updater,
      double clip) {
    RavelConfig config =
        config(
            kernels,
            cell,
            carryState,
            workers,
            minibatch,
            period,
            updater,
            clip,
            "training.engine=dl4j");
    ShardSet shards = prepared;
    Recorder recorder = TrainingFixture.train(config, shards);
    assertClose(recorder.parameters, loop(config, shards).train());
    assertThat(recorder.result.tokens()).isEqualTo(2 * shards.split(Split.TRAIN).targets());
  }

  @Test
  void twoWorkersGiveTheSameBitsAgain() {
    RavelConfig config =
        fixture()
            .config(
                Map.of("model.dropout", 0.3, "training.minibatch-size", 3, "training.epochs", 2));
    ShardSet shards = prepared;
    Recorder first = TrainingFixture.train(config, shards);
    Recorder second = TrainingFixture.train(config, shards);
    assertThat(second.parameters).isEqualTo(first.parameters);
    assertThat(second.losses()).isEqualTo(first.losses());
  }

  /** Steps that are too small to matter leave the parameters as they were drawn. */
  @Test
  void theSoftmaxMayStartAtTheFrequenciesOfTheTrainingSplit() {
    RavelConfig config =
        fixture()
            .config(
                Map.of(
                    "training.minibatch-size",
                    3,
                    "training.epochs",
                    1,
                    "training.updater.learning-rate",
                    1e-12,
                    "model.initialisation.softmax-bias",
                    "frequencies"));
    long[] counts = new long[prepared.vocabulary().size()];
    for (int[] sequence : sequences(prepared)) {
      Arrays.stream(sequence).skip(1).forEach(id -> counts[id]++);
    }
    long all = Arrays.stream(counts).sum() + counts.length;
    // The softmax's bias comes last.
    float[] parameters = TrainingFixture.train(config, prepared).parameters;
    for (int id = 0; id < counts.length; id++) {
      assertThat((double) parameters[parameters.length - counts.length + id])
          .isCloseTo(Math.log((counts[id] + 1.0) / all), within(1e-5));
    }
  }

  @Test
  void learnsATextThatRepeats() {
    RavelConfig config =
        fixture()
            .config(
                Map.of(
                    "training.minibatch-size", 4,
                    "averaging.period", 4,
                    "training.updater.learning-rate", 0.05,
                    "training.epochs", 6));
    ShardSet shards = fixture().shards(config, "abcd".repeat(1000));
    assertThat(TrainingFixture.train(config, shards).lastLoss()).isLessThan(0.1);
  }

  @Test
  void aShareThatIsNotFiniteStopsAndNamesRoundWorkerAndShard() {
    RavelConfig config =
        fixture()
            .config(
                Map.of(
                    "training.updater.name",
                    "sgd",
                    "training.updater.learning-rate",
                    3e38,
                    "training.clip-norm",
                    0));
    ShardSet shards = fixture().shards(config, randomText(4000, 5));
    assertThatThrownBy(() -> TrainingFixture.train(config, shards))
        .isInstanceOf(TrainingException.class)
        .hasMessageMatching(
            "(?s)(the training loss is (NaN|Infinity)|the parameters of worker \\d are not finite)"
                + " in round \\d+ \\(epoch .*\\) on worker \\d, which read train/part-00000.*")
        .hasMessageContaining("training.updater.learning-rate");
  }

  @Test
  void forgottenStateIsZeroState() {
    ShardSet shards = fixture().shards(fixture().config(Map.of()), randomText(3000, 9));

    float[] never = parameters(shards, Map.of("training.carry-state", false));

    assertThat(parameters(shards, Map.of("training.state-reset", 1))).isEqualTo(never);
    assertThat(parameters(shards, Map.of("training.state-reset", 0.5))).isNotEqualTo(never);
    assertThat(parameters(shards, Map.of("training.state-reset", 0))).isNotEqualTo(never);
  }

  private float[] parameters(ShardSet shards, Map<String, ?> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("training.minibatch-size", 4);
    all.put("training.epochs", 2);
    all.put("averaging.period", 3);
    return TrainingFixture.train(fixture().config(all), shards).parameters;
  }

  @Test
  void patienceEndsTrainingEarly() {
    RavelConfig config =
        fixture().config(Map.of("training.epochs", 50, "training.validation.patience", 2));
    ShardSet shards = fixture().shards(config, randomText(2000, 7));
    Validator gettingWorse =
        new Validator() {
          private double loss = 1;

          @Override
          public Validation validate(Network network) {
            loss += 0.1;
            return new Validation(OptionalDouble.of(loss), "");
          }
        };
    Recorder recorder = new Recorder();
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(SparkFixture.session().sparkContext());
    Interruption interruption =
        new Interruption(TrainingFixture.checkpoints(config, "checkpoints"), () -> false);
    TrainingResult result =
        new Trainer(
                spark, config, Engines.of(config.training()), gettingWorse, recorder, interruption)
            .train(shards);
    assertThat(result.stoppedEarly()).isTrue();
    assertThat(result.epochs()).isEqualTo(3);
    assertThat(recorder.improvements).isEqualTo(1);
  }

  private TrainingFixture fixture() {
    return new TrainingFixture(folder);
  }

  private RavelConfig config(
      String kernels,
      String cell,
      boolean carryState,
      int workers,
      int minibatch,
      int period,
      String updater,
      double clip,
      String further) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("training.kernels", kernels);
    settings.put("model.cell", cell);
    settings.put("training.carry-state", carryState);
    settings.put("averaging.workers", workers);
    settings.put("training.minibatch-size", minibatch);
    settings.put("averaging.period", period);
    settings.put("training.updater.name", updater);
    settings.put("training.updater.learning-rate", 0.01);
    settings.put("training.schedule.name", "cosine");
    settings.put("training.schedule.warmup-epochs", 0.3);
    settings.put("training.clip-norm", clip);
    settings.put("training.epochs", 2);
    for (String setting : further.isEmpty() ? new String[0] : further.split(";", -1)) {
      settings.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
    }
    return fixture().config(settings);
  }

  private static PlainAveraging loop(RavelConfig config, ShardSet shards) {
    return new PlainAveraging(
        config, sequences(shards), shards.vocabulary().size(), TrainingFixture.LENGTH);
  }

  private static void assertClose(float[] actual, float[] expected) {
    assertClose(actual, expected, 1e-5);
  }

  private static void assertClose(float[] actual, float[] expected, double most) {
    double distance = 0;
    double norm = 0;
    for (int i = 0; i < expected.length; i++) {
      distance += Math.pow(actual[i] - expected[i], 2);
      norm += Math.pow(expected[i], 2);
    }
    assertThat(actual).hasSameSizeAs(expected);
    assertThat(Math.sqrt(distance / norm)).isCloseTo(0, within(most));
  }
}
