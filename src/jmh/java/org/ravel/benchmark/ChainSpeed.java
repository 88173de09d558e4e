package org.ravel.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.ravel.kernel.recurrence.Cell;
import org.ravel.network.Chain;
import org.ravel.network.LearningNetwork;
import org.ravel.network.Predictor;
import org.ravel.network.UpdateRules;
import org.ravel.network.head.Categorical;
import org.ravel.network.head.SoftmaxLayer;
import org.ravel.network.input.TokenRecurrentLayer;
import org.ravel.network.layer.RecurrentLayer;
import org.ravel.network.module.Layer;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Field;
import org.ravel.updater.Adam;

/** Networks of this project, as {@code ravel train} trains them. */
final class ChainSpeed {
  private ChainSpeed() {}

  /** What is measured of a network whose hidden states begin at zero. */
  static MeasuredNetwork measured(
      String cell, int hidden, int layers, int vocabulary, int minibatch, int length) {
    var network =
        new LearningNetwork(
            chain(cell(cell), hidden, layers, vocabulary),
            new UpdateRules(
                new Adam(0.9, 0.999, 1e-8), new FixedSchedule(1e-3), 0, 0, Set.of(), null));
    network
        .parameters()
        .assign(Nd4j.randn(1, network.parameters().length()).mul(Math.sqrt(1.0 / hidden)));
    Batch batch = batch(vocabulary, minibatch, length);
    Predictor predictor = network.snapshot().get();
    return new MeasuredNetwork(
        () -> network.train(batch, network.start()), () -> ask(predictor, batch));
  }

  /** What an evaluation asks of each target: its loss and its rank. */
  private static void ask(Predictor predictor, Batch batch) {
    Field targets = batch.symbols();
    double nats = 0;
    int hits = 0;
    try (Categorical prediction = predictor.predict(batch.read(), predictor.start())) {
      for (int row = 0; row < targets.rows(); row++) {
        for (int step = 0; targets.has(row, step); step++) {
          int symbol = targets.id(row, step);
          nats += prediction.nats(row, step, symbol);
          hits += prediction.rank(row, step, symbol) == 0 ? 1 : 0;
        }
      }
    }
    if (!(nats > 0) || hits > targets.ids().length) {
      throw new IllegalStateException("%s nats, %d hits".formatted(nats, hits));
    }
  }

  private static Chain chain(Cell cell, int hidden, int layers, int vocabulary) {
    List<Layer> further = new ArrayList<>();
    for (int i = 1; i < layers; i++) {
      further.add(new RecurrentLayer(cell, hidden, hidden, false));
    }
    return new Chain(
        new TokenRecurrentLayer(vocabulary, null, new RecurrentLayer(cell, hidden, hidden, false)),
        further,
        new SoftmaxLayer(hidden, vocabulary, 0, null));
  }

  private static Cell cell(String name) {
    return switch (name) {
      case "lstm" -> Cell.LSTM;
      case "gru" -> Cell.GRU_RESET_AFTER;
      case "elman" -> Cell.ELMAN_TANH;
      default -> throw new IllegalArgumentException("there is no cell " + name);
    };
  }

  private static Batch batch(int vocabulary, int minibatch, int length) {
    var random = new Random(1);
    int[][] ids = new int[minibatch][length];
    for (int[] row : ids) {
      for (int step = 0; step < length; step++) {
        row[step] = random.nextInt(vocabulary);
      }
    }
    return new Batch(Field.of(ids), Field.of(ids));
  }
}
