package org.ravel.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.ravel.network.Network;
import org.ravel.network.NetworkJson;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.sequence.Batch;

/**
 * Networks of cells and connections beside those of LSTM, GRU and Elman, as they are configured.
 */
class ConnectionsTest {
  private static final int VOCABULARY = 5;

  /** Tokens of which each is the one three steps before. */
  private static final int[][] TOKENS = {
    {1, 2, 3, 1, 2, 3, 1, 2, 3, 1}, {4, 4, 2, 4, 4, 2, 4, 4, 2}, {3, 1, 4, 3, 1, 4}
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cell=jordan",
        "cell=jordan,jordan.outputs=3,jordan.hidden-feedback=true",
        "cell=lstm,shortcut=true",
        "cell=lstm,shortcut=true,bidirectional=false,dense.sizes=[3]",
        "cell=jordan,shortcut=true,jordan.outputs=3",
        "cell=higher-order",
        "cell=higher-order,higher-order.back=[3]"
      })
  void areBuiltStoredAndLearn(String settings) {
    Map<String, String> further = new HashMap<>();
    for (String setting : settings.split(",", -1)) {
      int equals = setting.indexOf('=');
      further.put("model." + setting.substring(0, equals), setting.substring(equals + 1));
    }
    further.put("model.layers", "2");
    NetworkSpecification specification =
        SmallNetworks.specification(
            SmallNetworks.Variant.ELMAN, VOCABULARY, new FixedSchedule(0.02), further);
    assertThat(NetworkJson.topology(NetworkJson.text(specification.topology())))
        .isEqualTo(specification.topology());
    Network network = specification.build();
    Parameters named = network.snapshot().named();
    for (ParameterShape shape : named.shapes()) {
      if (shape.decays()) {
        assertThat(named.get(shape.name()).neq(0).castTo(DataType.INT32).sumNumber().longValue())
            .as(shape.name())
            .isEqualTo(shape.numbers());
      }
    }
    Batch batch = Batch.nextStep(TOKENS, 0, 9);
    double before = network.train(batch, network.start());
    for (int i = 0; i < 150; i++) {
      network.train(batch, network.start());
    }
    assertThat(network.train(batch, network.start())).isLessThan(0.5 * before);
  }
}
