package org.ravel.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.ravel.config.ConfigLoader;
import org.ravel.config.RavelConfig;
import org.ravel.model.LearningRateSchedule;
import org.ravel.model.NetworkSpecification;
import org.ravel.network.Network;
import org.ravel.sequence.Batch;

/**
 * A small training that was also done in PyTorch: two recurrent layers, a state that is carried
 * from minibatch to minibatch, short and missing sequences in the last ones, Adam with a schedule,
 * and a bound that the gradient's norm exceeds. {@code jobs/benchmark agreement} does it there and
 * compares.
 *
 * @param cell lstm, gru or elman
 */
public record PyTorchExample(String cell) {
  /** Widths that differ, so that a transposed matrix is noticed. */
  public static final int VOCABULARY = 11;

  public static final int EMBEDDING = 5;
  public static final int HIDDEN = 7;
  public static final int LAYERS = 2;
  public static final double LARGEST_NORM = 0.3;

  /** PyTorch's losses: a line for each cell, its name and then nats per target of each update. */
  public static final String LOSSES = "pytorch-losses.txt";

  private static final int ROWS = 4;
  private static final int LENGTH = 6;
  private static final int UPDATES = 40;

  /** Minibatches of one pass. */
  public List<Batch> batches() {
    // Each token follows from two before it, most of the time: there is something to learn.
    Random random = new Random(1);
    List<Batch> batches = new ArrayList<>();
    int[][] rows = new int[ROWS][LENGTH + 1];
    for (int update = 0; update < UPDATES; update++) {
      for (int[] row : rows) {
        row[0] = row[LENGTH];
        for (int i = 1; i <= LENGTH; i++) {
          int before = row[Math.max(0, i - 2)];
          row[i] =
              random.nextInt(4) == 0
                  ? random.nextInt(VOCABULARY)
                  : (3 * row[i - 1] + before + 1) % VOCABULARY;
        }
      }
      batches.add(Batch.nextStep(sequences(rows, update), 0, LENGTH));
    }
    return batches;
  }

  private static int[][] sequences(int[][] rows, int update) {
    int[][] sequences = new int[ROWS][];
    for (int row = 0; row < ROWS; row++) {
      // At the end one lane is shorter by a sequence and another by half of one.
      boolean last = update == UPDATES - 1;
      int tokens = last && row == 1 ? LENGTH / 2 : LENGTH + 1;
      sequences[row] = last && row == 2 ? null : Arrays.copyOf(rows[row], tokens);
    }
    return sequences;
  }

  /** The learning rate of each update. */
  public double[] rates() {
    LearningRateSchedule schedule = schedule(config());
    return IntStream.range(0, UPDATES).mapToDouble(i -> schedule.valueAt(i, 0)).toArray();
  }

  /** The network before the first update; whoever gets it closes it. */
  public Network network() {
    RavelConfig config = config();
    Network network =
        NetworkSpecification.ofText(
                config.model(), VOCABULARY, config.training(), schedule(config), config.seed())
            .build();
    Random random = new Random(2);
    for (long i = 0; i < network.parameters().length(); i++) {
      network.parameters().putScalar(i, random.nextFloat() - 0.5);
    }
    return network;
  }

  private RavelConfig config() {
    return ConfigLoader.load(
            "test",
            "",
            Map.ofEntries(
                Map.entry("model.cell", cell),
                Map.entry("model.layers", String.valueOf(LAYERS)),
                Map.entry("model.embedding-size", String.valueOf(EMBEDDING)),
                Map.entry("model.hidden-size", String.valueOf(HIDDEN)),
                Map.entry("training.clip-norm", String.valueOf(LARGEST_NORM)),
                Map.entry("training.carry-state", "true"),
                Map.entry("training.epochs", "1"),
                Map.entry("training.updater.learning-rate", "0.02"),
                Map.entry("training.schedule.name", "cosine"),
                Map.entry("training.schedule.warmup-epochs", "0.1")))
        .values();
  }

  private static LearningRateSchedule schedule(RavelConfig config) {
    return LearningRateSchedule.of(
        config.training().schedule(),
        config.training().updater().learningRate(),
        UPDATES,
        config.training().epochs());
  }
}
