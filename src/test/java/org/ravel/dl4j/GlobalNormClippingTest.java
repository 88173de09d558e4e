package org.ravel.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.config.ConfigLoader;
import org.ravel.config.RavelConfig;
import org.ravel.model.LearningRateSchedule;
import org.ravel.model.NetworkSpecification;
import org.ravel.model.SmallNetworks;

/** With plain SGD at rate 1, a step is the negative gradient, so its length shows the norm. */
class GlobalNormClippingTest {
  private static final INDArray IDS = Nd4j.createFromArray(new int[][] {{1, 2, 3}, {3, 0, 1}});

  @Test
  void aLongGradientIsScaledToTheLargestNormInItsOwnDirection() {
    INDArray free = step(null);
    double norm = free.norm2Number().doubleValue();
    INDArray clipped = step(new GlobalNormClipping(norm / 4));
    assertThat(clipped.norm2Number().doubleValue()).isCloseTo(norm / 4, within(1e-6));
    assertThat(clipped.mul(4).distance2(free)).isCloseTo(0, within(1e-5));
  }

  @Test
  void aShortGradientStaysAsItIs() {
    INDArray free = step(null);
    INDArray clipped = step(new GlobalNormClipping(2 * free.norm2Number().doubleValue()));
    assertThat(clipped).isEqualTo(free);
  }

  private static INDArray step(GlobalNormClipping clipping) {
    RavelConfig config =
        ConfigLoader.load(
                "test",
                "",
                Map.of(
                    "training.updater.name", "sgd",
                    "training.updater.learning-rate", "1",
                    "model.embedding-size", "3",
                    "model.hidden-size", "4"))
            .values();
    MultiLayerNetwork network =
        SmallNetworks.dl4j(
            NetworkSpecification.ofText(
                config.model(),
                5,
                config.training(),
                LearningRateSchedule.of(config.training().schedule(), 1, 10, 1),
                3));
    if (clipping != null) {
      network.setListeners(clipping);
    }
    INDArray before = network.params().dup();
    network.fit(new DataSet(IDS, IDS));
    return network.params().sub(before);
  }
}
