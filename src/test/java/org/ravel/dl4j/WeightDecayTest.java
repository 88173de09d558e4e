package org.ravel.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.config.ConfigLoader;
import org.ravel.config.RavelConfig;
import org.ravel.config.ScheduleConfig;
import org.ravel.model.LearningRateSchedule;
import org.ravel.model.NetworkSpecification;
import org.ravel.model.SmallNetworks;

class WeightDecayTest {
  private static final double DECAY = 0.7;

  /**
   * Two networks make the same steps, one with decay: before each of them the second gets the
   * parameters and the updater's state of the first, so that both see the same gradient. They end
   * apart by η λ w for weights, and not at all for biases; η is that of the schedule.
   */
  @ParameterizedTest
  @CsvSource({
    "lstm, adam, false",
    "gru, nesterov, false",
    "elman, sgd, false",
    "gru, adam, true",
  })
  void weightsLoseTheirShareOfTheRateWithEachStep(String cell, String updater, boolean tied) {
    LearningRateSchedule rate =
        new LearningRateSchedule(
            ScheduleConfig.Kind.EXPONENTIAL, 0.1, 0, 1, 0.5, 0.05, 4, 3, 0, 1, 1);
    MultiLayerNetwork plain = network(cell, updater, tied, rate, 0);
    MultiLayerNetwork decaying = network(cell, updater, tied, rate, DECAY);
    DataSet minibatch =
        new DataSet(
            Nd4j.createFromArray(new int[][] {{1, 2, 3, 4}, {4, 3, 3, 0}}),
            Nd4j.createFromArray(new int[][] {{2, 3, 4, 0}, {3, 3, 0, 1}}));
    for (int step = 0; step < 3; step++) {
      INDArray before = plain.params().dup();
      decaying.params().assign(before);
      INDArray state = plain.getUpdater().getStateViewArray();
      if (state != null) {
        decaying.getUpdater().getStateViewArray().assign(state);
      }
      double eta = rate.valueAt(step, 0);
      plain.fit(minibatch);
      decaying.fit(minibatch);
      MultiLayerNetwork start = network(cell, updater, tied, rate, 0);
      start.params().assign(before);
      for (Map.Entry<String, INDArray> array : plain.paramTable().entrySet()) {
        boolean weight = array.getKey().matches("\\d_(E|W|RW)");
        INDArray expected =
            array.getValue().sub(start.getParam(array.getKey()).mul(weight ? eta * DECAY : 0));
        assertThat(decaying.getParam(array.getKey()).sub(expected).amaxNumber().doubleValue())
            .as("%s after step %d", array.getKey(), step)
            .isCloseTo(0, within(weight ? 1e-6 : 0));
      }
    }
  }

  private static MultiLayerNetwork network(
      String cell, String updater, boolean tied, LearningRateSchedule rate, double decay) {
    RavelConfig config =
        ConfigLoader.load(
                "test",
                "",
                Map.of(
                    "model.cell",
                    cell,
                    "model.embedding-size",
                    "6",
                    "model.hidden-size",
                    "6",
                    "model.tie-embeddings",
                    Boolean.toString(tied),
                    "training.carry-state",
                    "false",
                    "training.clip-norm",
                    "0.5",
                    "training.updater.name",
                    updater,
                    "training.updater.weight-decay",
                    Double.toString(decay)))
            .values();
    MultiLayerNetwork network =
        SmallNetworks.dl4j(
            NetworkSpecification.ofText(config.model(), 5, config.training(), rate, 3));
    network.setListeners(List.copyOf(StepRules.of(config.training()).listeners()));
    return network;
  }
}
