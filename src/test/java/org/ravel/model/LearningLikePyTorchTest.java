package org.ravel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.network.HiddenState;
import org.ravel.network.Network;
import org.ravel.sequence.Batch;
import org.ravel.testing.PyTorchExample;

class LearningLikePyTorchTest {
  /** The place of Adam's epsilon differs, and rounding. */
  private static final double TOLERANCE = 5e-5;

  /**
   * From the same parameters, on the same minibatches, each update's loss is PyTorch's: gates,
   * layers, loss, clipping, Adam, schedule and the carried state all have a part in it.
   */
  @ParameterizedTest
  @ValueSource(strings = {"lstm", "gru", "elman"})
  void eachUpdateHasTheLossThatPyTorchHas(String cell) throws IOException {
    PyTorchExample example = new PyTorchExample(cell);
    double[] expected = losses(cell);
    List<Batch> batches = example.batches();
    assertThat(expected).hasSameSizeAs(batches.toArray());
    try (Network network = example.network()) {
      HiddenState state = network.start();
      for (int update = 0; update < expected.length; update++) {
        Batch batch = batches.get(update);
        assertThat(network.train(batch, state) / batch.counted())
            .as("loss of update %d", update)
            .isCloseTo(expected[update], within(TOLERANCE));
      }
    }
  }

  private static double[] losses(String cell) throws IOException {
    try (InputStream in = PyTorchExample.class.getResourceAsStream(PyTorchExample.LOSSES)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(cell + " "))
          .flatMap(line -> Arrays.stream(line.substring(cell.length() + 1).split(" ", -1)))
          .mapToDouble(Double::parseDouble)
          .toArray();
    }
  }
}
