package org.ravel.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.ravel.config.ConfigLoader;
import org.ravel.config.RavelConfig;
import org.ravel.model.SmallNetworks.Variant;
import org.ravel.storage.Storage;

/** What this project writes passes all that the reader asks of a stranger's file. */
class NetworkFileTest {
  private static final int VOCABULARY = 11;

  @TempDir Path folder;

  private final Storage storage = new Storage(new Configuration());

  @ParameterizedTest
  @EnumSource(Variant.class)
  void everyKindOfLayerComesBack(Variant variant) {
    assertComesBack(SmallNetworks.network(variant, 3, VOCABULARY));
  }

  @ParameterizedTest
  @CsvSource({
    "training.updater.name, sgd",
    "training.updater.name, nesterov",
    "training.updater.name, rmsprop",
    "training.updater.name, adam",
    "training.label-smoothing, 0.1",
    "training.carry-state, true",
    "model.dropout, 0.2",
  })
  void everySettingComesBack(String key, String value) {
    ISchedule rate = new FixedSchedule(0.1);
    assertComesBack(SmallNetworks.build(Variant.LSTM, VOCABULARY, rate, Map.of(key, value)));
  }

  @ParameterizedTest
  @EnumSource(org.ravel.config.ScheduleConfig.Kind.class)
  void everyScheduleComesBack(org.ravel.config.ScheduleConfig.Kind kind) {
    RavelConfig config =
        ConfigLoader.load("test", "", Map.of("training.schedule.name", kind.name())).values();
    ISchedule rate =
        LearningRateSchedule.of(config.training().schedule(), 0.1, 20, 3).withTurns(10, 2, 2);
    assertComesBack(SmallNetworks.build(Variant.GRU_AFTER, VOCABULARY, rate, Map.of()));
  }

  @ParameterizedTest
  @CsvSource({"1", "2"})
  void tiedEmbeddingsComeBack(String layers) {
    assertComesBack(
        SmallNetworks.build(
            Variant.LSTM,
            VOCABULARY,
            new FixedSchedule(0.1),
            Map.of(
                "model.layers", layers,
                "model.tie-embeddings", "true",
                "model.embedding-size", "7")));
  }

  /** More numbers than a block of the reader has. */
  @ParameterizedTest
  @CsvSource({"3000"})
  void largeNetworksComeBack(int vocabulary) {
    assertComesBack(SmallNetworks.network(Variant.LSTM, 1, vocabulary));
  }

  private void assertComesBack(MultiLayerNetwork network) {
    INDArray state = network.getUpdater().getStateViewArray();
    if (state != null) {
      state.assign(Nd4j.rand(state.shape()));
    }
    network.getLayerWiseConfigurations().setIterationCount(5);
    org.apache.hadoop.fs.Path file =
        new org.apache.hadoop.fs.Path("file:" + folder.resolve("network.zip"));
    NetworkFile.write(storage, network, file);
    int vocabulary = new Dl4jPredictor(network).vocabularySize();
    MultiLayerNetwork read = NetworkFile.read(storage, file, vocabulary);
    assertThat(read.params()).isEqualTo(network.params());
    assertThat(read.getUpdater().getStateViewArray()).isEqualTo(state);
    assertThat(read.getLayerWiseConfigurations().toJson())
        .isEqualTo(network.getLayerWiseConfigurations().toJson());
    assertThat(read.getIterationCount()).isEqualTo(5);
  }
}
