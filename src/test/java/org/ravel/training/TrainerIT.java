package org.ravel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.config.ConfigLoader;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.error.TrainingException;
import org.ravel.model.LearningRateSchedule;
import org.ravel.model.NetworkSpecification;
import org.ravel.shard.Manifest.ShardFile;
import org.ravel.shard.Preparation;
import org.ravel.shard.ShardReader;
import org.ravel.shard.ShardSet;
import org.ravel.storage.Storage;
import org.ravel.testing.SparkFixture;

class TrainerIT {
  private static final int LENGTH = 7;

  @TempDir Path folder;

  private final Storage storage = new Storage(new Configuration());

  @ParameterizedTest
  @CsvSource({
    // kernels, cell, carried state, workers, minibatch, period, updater, clip;
    // the sequences never fill the last round
    "stock, lstm, false, 1, 4, 3, sgd, 0",
    "stock, elman, false, 2, 3, 2, sgd, 0.05",
    "fast, lstm, false, 2, 3, 4, adam, 0.5",
    "fast, lstm, true, 2, 3, 4, adam, 0.5",
    "fast, gru, true, 3, 2, 5, nesterov, 0",
    "fast, elman, true, 2, 32, 2, rmsprop, 0",
  })
  void roundsOfAveragingEqualAPlainLoop(
      String kernels,
      String cell,
      boolean carryState,
      int workers,
      int minibatch,
      int period,
      String updater,
      double clip)
      throws IOException {
    Map<String, Object> settings =
        new HashMap<>(
            Map.of(
                "training.workers", workers,
                "training.minibatch-size", minibatch,
                "training.averaging-period", period,
                "training.updater.name", updater,
                "training.updater.learning-rate", 0.01,
                "training.schedule.name", "cosine",
                "training.schedule.warmup-epochs", 0.3,
                "training.clip-norm", clip,
                "training.epochs", 2));
    settings.put("training.kernels", kernels);
    settings.put("training.carry-state", carryState);
    settings.put("model.cell", cell);
    equalsAPlainLoop(config(settings));
  }

  @Test
  void tiedEmbeddingsAndSmoothedTargetsAverageAlike() throws IOException {
    equalsAPlainLoop(
        config(
            Map.of(
                "model.embedding-size", 6,
                "model.tie-embeddings", true,
                "training.label-smoothing", 0.1,
                "training.minibatch-size", 3,
                "training.epochs", 2)));
  }

  private void equalsAPlainLoop(RavelConfig config) throws IOException {
    ShardSet shards = shards(config, randomText(900, 23));
    Recorder recorder = new Recorder();
    TrainingResult result = trainer(config, recorder).train(shards);

    PlainLoop loop = new PlainLoop(config, sequences(shards), shards.vocabulary().size());
    INDArray expected = loop.train();
    assertThat(recorder.parameters.distance2(expected) / expected.norm2Number().doubleValue())
        .isLessThan(1e-5);
    assertThat(result.rounds()).isEqualTo(loop.rounds);
    assertThat(result.tokens()).isEqualTo(2 * shards.split(Split.TRAIN).targets());
    assertThat(recorder.losses.get(0)).isBetween(1.4, 1.9);
  }

  @Test
  void twoWorkersGiveTheSameBitsAgain() throws IOException {
    RavelConfig config =
        config(Map.of("model.dropout", 0.3, "training.minibatch-size", 3, "training.epochs", 2));
    ShardSet shards = shards(config, randomText(900, 23));
    Recorder first = new Recorder();
    trainer(config, first).train(shards);
    Recorder second = new Recorder();
    trainer(config, second).train(shards);
    assertThat(second.parameters).isEqualTo(first.parameters);
    assertThat(second.losses).isEqualTo(first.losses);
  }

  @Test
  void learnsATextThatRepeats() throws IOException {
    RavelConfig config =
        config(
            Map.of(
                "training.minibatch-size", 4,
                "training.averaging-period", 4,
                "training.updater.learning-rate", 0.05,
                "training.epochs", 6));
    ShardSet shards = shards(config, "abcd".repeat(1000));
    Recorder recorder = new Recorder();
    trainer(config, recorder).train(shards);
    assertThat(recorder.losses.get(recorder.losses.size() - 1)).isLessThan(0.1);
  }

  @Test
  void anInfiniteLossStopsAndNamesTheRound() throws IOException {
    RavelConfig config =
        config(
            Map.of(
                "training.updater.name",
                "sgd",
                "training.updater.learning-rate",
                1e38,
                "training.clip-norm",
                0));
    ShardSet shards = shards(config, randomText(4000, 5));
    assertThatThrownBy(() -> trainer(config, new Recorder()).train(shards))
        .isInstanceOf(TrainingException.class)
        .hasMessageMatching("(?s)the training loss is (NaN|Infinity) in round \\d+ .*")
        .hasMessageContaining("training.updater.learning-rate");
  }

  @Test
  void patienceEndsTrainingEarly() throws IOException {
    RavelConfig config = config(Map.of("training.epochs", 50, "training.validation.patience", 2));
    ShardSet shards = shards(config, randomText(2000, 7));
    Validator gettingWorse =
        new Validator() {
          private double loss = 1;

          @Override
          public Validation validate(MultiLayerNetwork network) {
            loss += 0.1;
            return new Validation(OptionalDouble.of(loss), "");
          }
        };
    Recorder recorder = new Recorder();
    TrainingResult result = new Trainer(spark(), config, gettingWorse, recorder).train(shards);
    assertThat(result.stoppedEarly()).isTrue();
    assertThat(result.epochs()).isEqualTo(3);
    assertThat(recorder.improvements).isEqualTo(1);
  }

  private static JavaSparkContext spark() {
    return JavaSparkContext.fromSparkContext(SparkFixture.session().sparkContext());
  }

  private static Trainer trainer(RavelConfig config, TrainingEvents events) {
    Validator nothing = network -> new Validator.Validation(OptionalDouble.empty(), "");
    return new Trainer(spark(), config, nothing, events);
  }

  private RavelConfig config(Map<String, Object> settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("corpus.input", folder.resolve("corpus.txt").toUri().toString());
    all.put("output", folder.resolve("out").toUri().toString());
    all.put("shards.sequence-length", Integer.toString(LENGTH));
    all.put("split.validation", "0");
    all.put("split.test", "0");
    all.put("model.embedding-size", "5");
    all.put("model.hidden-size", "6");
    all.putAll(
        settings.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> String.valueOf(e.getValue()))));
    return ConfigLoader.load("test", "", all).values();
  }

  private ShardSet shards(RavelConfig config, String text) throws IOException {
    Files.writeString(folder.resolve("corpus.txt"), text);
    new Preparation(SparkFixture.session(), storage, config, "", true).run();
    return ShardSet.open(storage, config.shards().path());
  }

  private static String randomText(int length, long seed) {
    return new Random(seed)
        .ints(length, 'a', 'e')
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static List<int[]> sequences(ShardSet shards) {
    List<int[]> sequences = new ArrayList<>();
    for (ShardFile file : shards.split(Split.TRAIN).files()) {
      try (ShardReader reader =
          ShardReader.open(new Configuration(), shards.path(), file, 0, file.sequences(), false)) {
        reader.forEachRemaining(sequence -> sequences.add(sequence.tokens()));
      }
    }
    return sequences;
  }

  private static final class Recorder implements TrainingEvents {
    private final List<Double> losses = new ArrayList<>();
    private INDArray parameters;
    private int improvements;

    @Override
    public void round(Round round) {
      losses.add(round.loss());
    }

    @Override
    public void validated(Measured measured) {}

    @Override
    public void improved(MultiLayerNetwork network, Measured measured) {
      parameters = network.params().dup();
      improvements++;
    }
  }

  /** Parameter averaging without Spark, from its definition. */
  private static final class PlainLoop {
    private final RavelConfig config;
    private final List<List<int[]>> lanes = new ArrayList<>();
    private final int vocabulary;
    private int rounds;

    PlainLoop(RavelConfig config, List<int[]> sequences, int vocabulary) {
      this.config = config;
      this.vocabulary = vocabulary;
      int number = config.training().workers() * config.training().minibatchSize();
      int from = 0;
      for (int lane = 0; lane < number; lane++) {
        int length = sequences.size() / number + (lane < sequences.size() % number ? 1 : 0);
        lanes.add(sequences.subList(from, from + length));
        from += length;
      }
    }

    INDArray train() {
      int workers = config.training().workers();
      int period = config.training().averagingPeriod();
      int steps = lanes.get(0).size();
      int roundsPerEpoch = (steps + period - 1) / period;
      MultiLayerNetwork network = network(roundsPerEpoch * period);
      INDArray parameters = network.params().dup();
      INDArray state = network.getUpdater().getStateViewArray();
      state = state == null ? null : state.dup();
      for (int epoch = 0; epoch < config.training().epochs(); epoch++) {
        for (int round = 0; round < roundsPerEpoch; round++, rounds++) {
          INDArray sum = null;
          INDArray stateSum = null;
          int taking = 0;
          for (int worker = 0; worker < workers; worker++) {
            if (minibatch(worker, round * period) == null) {
              continue;
            }
            MultiLayerNetwork copy = network(roundsPerEpoch * period);
            copy.setParams(parameters);
            if (state != null) {
              copy.setUpdater(new MultiLayerUpdater(copy, state.dup()));
            }
            copy.getLayerWiseConfigurations().setIterationCount(rounds * period);
            for (int step = round * period; step < (round + 1) * period; step++) {
              DataSet minibatch = minibatch(worker, step);
              if (minibatch != null) {
                copy.fit(minibatch);
              }
            }
            taking++;
            sum = sum == null ? copy.params().dup() : sum.add(copy.params());
            if (state != null) {
              INDArray own = copy.getUpdater().getStateViewArray();
              stateSum = stateSum == null ? own.dup() : stateSum.add(own);
            }
          }
          parameters = sum.div(taking);
          state = stateSum == null ? null : stateSum.div(taking);
        }
      }
      return parameters;
    }

    private MultiLayerNetwork network(int iterationsPerEpoch) {
      MultiLayerNetwork network =
          new NetworkSpecification(
                  config.model(),
                  vocabulary,
                  config.training(),
                  LearningRateSchedule.of(
                      config.training().schedule(),
                      config.training().updater().learningRate(),
                      iterationsPerEpoch,
                      config.training().epochs()),
                  config.seed())
              .build();
      if (config.training().clipNorm() > 0) {
        network.setListeners(new GlobalNormClipping(config.training().clipNorm()));
      }
      return network;
    }

    private DataSet minibatch(int worker, int step) {
      int size = config.training().minibatchSize();
      int[][] inputs = new int[size][LENGTH];
      int[][] targets = new int[size][LENGTH];
      float[][] mask = new float[size][LENGTH];
      boolean any = false;
      for (int row = 0; row < size; row++) {
        List<int[]> lane = lanes.get(row * config.training().workers() + worker);
        if (step < lane.size()) {
          int[] tokens = lane.get(step);
          any = true;
          for (int t = 0; t + 1 < tokens.length; t++) {
            inputs[row][t] = tokens[t];
            targets[row][t] = tokens[t + 1];
            mask[row][t] = 1;
          }
        }
      }
      INDArray masks = Nd4j.createFromArray(mask);
      return any
          ? new DataSet(Nd4j.createFromArray(inputs), Nd4j.createFromArray(targets), null, masks)
          : null;
    }
  }
}
