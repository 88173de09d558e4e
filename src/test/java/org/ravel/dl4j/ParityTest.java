package org.ravel.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.ravel.config.UpdaterConfig;
import org.ravel.model.NetworkSpecification;
import org.ravel.model.SmallNetworks;
import org.ravel.model.SmallNetworks.Variant;
import org.ravel.network.HiddenState;
import org.ravel.network.LearningNetwork;
import org.ravel.network.Network;
import org.ravel.network.Predictor;
import org.ravel.network.head.Categorical;
import org.ravel.sequence.Batch;

/** This project's network and Deeplearning4j's around the same kernels learn the same. */
class ParityTest {
  private static final int VOCABULARY = 11;
  private static final int ROWS = 4;
  private static final int STEPS = 6;

  @ParameterizedTest
  @EnumSource(names = {"LSTM", "PEEPHOLES", "GRU_BEFORE", "GRU_AFTER", "ELMAN"})
  void everyCell(Variant variant) {
    check(variant, Map.of("model.layers", "2"));
  }

  @ParameterizedTest
  @EnumSource
  void everyUpdater(UpdaterConfig.Kind updater) {
    check(
        Variant.GRU_AFTER,
        Map.of(
            "training.updater.name",
            updater.name(),
            "training.updater.weight-decay",
            "0.1",
            "training.clip-norm",
            "0.05"));
  }

  @ParameterizedTest
  @CsvSource({"true, 0", "false, 0.2", "true, 0.1"})
  void tiedAndSmoothed(boolean tied, String smoothing) {
    check(
        Variant.LSTM,
        Map.of(
            "model.tie-embeddings",
            Boolean.toString(tied),
            "model.embedding-size",
            Integer.toString(SmallNetworks.HIDDEN),
            "training.label-smoothing",
            smoothing));
  }

  private static void check(Variant variant, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("training.carry-state", "true");
    NetworkSpecification specification =
        SmallNetworks.specification(variant, VOCABULARY, new FixedSchedule(0.05), all);
    Network theirs = new Dl4jLayers(specification).network().source().open();
    Network ours = new LearningNetwork(specification.chain(), specification.updateRules());
    assertThat(ours.parameters().length()).isEqualTo(theirs.parameters().length());
    float[] start = start((int) ours.parameters().length());
    for (Network network : new Network[] {theirs, ours}) {
      network.parameters().assign(Nd4j.createFromArray(start).reshape(1, -1));
      network.setIterations(0, 0);
      if (network.updaterState() != null) {
        // Deeplearning4j begins RMSProp's mean square with epsilon.
        network.updaterState().assign(0);
      }
    }
    HiddenState theirState = theirs.start();
    HiddenState ourState = ours.start();
    for (int step = 0; step < 5; step++) {
      Batch batch = batch(step);
      double nats = theirs.train(batch, theirState);
      assertThat(ours.train(batch, ourState)).isCloseTo(nats, within(1e-9));
      assertSame(ours.parameters(), theirs.parameters(), "parameters after step " + step);
    }
    if (theirs.updaterState() != null) {
      assertSame(ours.updaterState(), theirs.updaterState(), "the updater's state");
    }
    assertThat(ours.snapshot()).isEqualTo(theirs.snapshot());
    assertPredictions(ours.snapshot().get(), Dl4jNetwork.of(theirs));
    ours.close();
    theirs.close();
  }

  private static void assertPredictions(Predictor ours, MultiLayerNetwork theirs) {
    Batch batch = batch(77);
    DataSet data = Dl4jNetwork.dataSet(batch);
    INDArray expected = theirs.output(data.getFeatures(), false, data.getFeaturesMaskArray(), null);
    try (Categorical found = ours.predict(batch.inputs(), ours.start())) {
      assertThat(found.symbols()).isEqualTo(ours.vocabularySize()).isEqualTo(VOCABULARY);
      for (int row = 0; row < ROWS; row++) {
        for (int step = 0; batch.targets().has(row, step); step++) {
          for (int id = 0; id < VOCABULARY; id++) {
            assertThat(Math.exp(-found.nats(row, step, id)))
                .as("row %d, step %d, token %d", row, step, id)
                .isCloseTo(expected.getDouble(row, id, step), within(1e-6));
          }
        }
      }
    }
  }

  /** Four rows: their number divides numbers without rounding, which is what the other one does. */
  private static Batch batch(int seed) {
    Random random = new Random(seed);
    int[][] tokens = new int[ROWS][];
    Arrays.setAll(
        tokens, row -> row == 2 ? null : random.ints(1 + STEPS - row, 0, VOCABULARY).toArray());
    return Batch.nextStep(tokens, 0, STEPS);
  }

  private static float[] start(int numbers) {
    Random random = new Random(3);
    float[] values = new float[numbers];
    for (int i = 0; i < numbers; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  private static void assertSame(INDArray found, INDArray expected, String name) {
    assertThat(found.toFloatVector()).as(name).containsExactly(expected.toFloatVector());
  }
}
