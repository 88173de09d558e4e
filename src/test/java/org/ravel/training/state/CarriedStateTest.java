package org.ravel.training.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.ravel.config.ConfigLoader;
import org.ravel.config.ModelConfig.CellKind;
import org.ravel.config.RavelConfig;
import org.ravel.model.NetworkSpecification;
import org.ravel.network.HiddenState;
import org.ravel.network.Network;
import org.ravel.sequence.Batch;

/** What pads a short sequence is no text: neither the state nor the gradient has read it. */
class CarriedStateTest {
  private static final int VOCABULARY = 11;
  private static final int STEPS = 7;

  /** Targets of each row's sequences; a short one in the middle, lanes that end before others. */
  private static final int[][] LENGTHS = {{7, 7, 7}, {7, 4, 7}, {3, 7, 0}, {7, 1, 0}};

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SECOND_ORDER")
  void shortSequencesGoOnAsIfEachLaneWereOneSequence(CellKind cell) {
    Network network = network(cell, 0);
    HiddenState state = network.start();
    double nats = 0;
    for (int step = 0; step < 3; step++) {
      nats += network.train(batch(step), state);
    }

    double expected = 0;
    for (int row = 0; row < LENGTHS.length; row++) {
      int targets = IntStream.of(LENGTHS[row]).sum();
      Network alone = network(cell, 0);
      HiddenState reached = alone.start();
      expected += alone.train(Batch.nextStep(new int[][] {tokens(row)}, 0, targets), reached);
      assertState(RecurrentState.of(state), row, RecurrentState.of(reached));
    }
    assertThat(nats).isCloseTo(expected, within(1e-4));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SECOND_ORDER")
  void whatPadsHasNoGradient(CellKind cell) {
    int[][] tokens = {{3, 1, 4, 1, 5}, {2, 7, 1, 8, 2}};
    Network padded = network(cell, 0.5);
    padded.train(
        Batch.nextStep(new int[][] {tokens[0], tokens[1], null}, 0, STEPS), padded.start());
    Network exact = network(cell, 0.5);
    exact.train(Batch.nextStep(tokens, 0, 4), exact.start());
    INDArray before = network(cell, 0.5).parameters();
    double step = exact.parameters().distance2(before);
    assertThat(step).isGreaterThan(0.01);
    assertThat(padded.parameters().distance2(exact.parameters()) / step).isCloseTo(0, within(1e-5));
  }

  private static void assertState(RecurrentState together, int row, RecurrentState alone) {
    for (int layer = 0; layer < alone.layers().size(); layer++) {
      int of = layer;
      alone
          .layers()
          .get(layer)
          .forEach(
              (name, expected) -> {
                float[] all = together.layers().get(of).get(name).values();
                for (int unit = 0; unit < expected.size(); unit++) {
                  assertThat(all[row * expected.size() + unit])
                      .as("%s of row %d, layer %d", name, row, of)
                      .isCloseTo(expected.values()[unit], within(1e-5f));
                }
              });
    }
    assertThat(alone.layers().get(0)).isNotEmpty();
  }

  /** The lane's tokens, one after the other. */
  private static int[] tokens(int row) {
    return new Random(row).ints(IntStream.of(LENGTHS[row]).sum() + 1L, 1, VOCABULARY).toArray();
  }

  private static Batch batch(int step) {
    int[][] rows = new int[LENGTHS.length][];
    for (int row = 0; row < rows.length; row++) {
      int from = IntStream.of(LENGTHS[row]).limit(step).sum();
      int length = LENGTHS[row][step];
      int[] lane = tokens(row);
      rows[row] =
          length == 0
              ? null
              : IntStream.rangeClosed(from, from + length).map(t -> lane[t]).toArray();
    }
    return Batch.nextStep(rows, 0, STEPS);
  }

  /** Plain gradient descent with a rate; 0 leaves the parameters as they are. */
  private static Network network(CellKind cell, double rate) {
    Map<String, String> settings = new HashMap<>();
    settings.put("model.cell", cell.name());
    settings.put("model.layers", "2");
    settings.put("model.embedding-size", "5");
    settings.put("model.hidden-size", "6");
    settings.put("training.updater.name", "sgd");
    RavelConfig config = ConfigLoader.load("test", "", settings).values();
    Network network =
        NetworkSpecification.ofText(
                config.model(), VOCABULARY, config.training(), new FixedSchedule(rate), 5)
            .build();
    network.parameters().muli(3);
    return network;
  }
}
