package org.ravel.scoring;

import java.util.Arrays;
import java.util.List;
import org.ravel.network.HiddenState;
import org.ravel.network.Predictor;
import org.ravel.network.head.Categorical;
import org.ravel.sequence.Batch;
import org.ravel.sequence.FixedShapes;
import org.ravel.sequence.Values;

/**
 * The negative log-likelihood of targets, each given its source. Sources of similar length go
 * through the encoder side by side, and the decoder reads their targets in pieces of some steps.
 * All shapes follow from the length of the source alone, and so the score of a pair is the same to
 * the last bit, whatever is beside it.
 */
final class PairScorer implements RowScorer {
  /** Steps of the sources side by side, which decide how much memory these take. */
  private static final int MOST_STEPS = 1 << 14;

  private static final Values NOTHING = new Values.OfIds(new int[0]);

  private final Predictor model;
  private final int steps;
  private final FixedShapes shapes;

  PairScorer(Predictor model, int minibatchSize) {
    this.model = model;
    this.steps = RowScorer.stepsAtOnce(model, minibatchSize);
    this.shapes = new FixedShapes(minibatchSize, MOST_STEPS);
  }

  @Override
  public double[] score(List<Document> pairs) {
    double[] nats = new double[pairs.size()];
    int[] lengths =
        pairs.stream().mapToInt(pair -> pair.targets() == 0 ? 0 : pair.source().length).toArray();
    for (FixedShapes.Group group : shapes.groups(lengths)) {
      score(pairs, group, nats);
    }
    return nats;
  }

  private void score(List<Document> pairs, FixedShapes.Group group, double[] nats) {
    Values[] sources = new Values[group.rows()];
    Arrays.fill(sources, NOTHING);
    int[][] targets = new int[group.rows()][];
    int time = 0;
    for (int row = 0; row < group.places().size(); row++) {
      Document pair = pairs.get(group.places().get(row));
      sources[row] = new Values.OfIds(pair.source());
      targets[row] = pair.ids();
      time = Math.max(time, pair.targets());
    }
    HiddenState state = model.start();
    for (int from = 0; from < time; from += steps) {
      // Once the source is read, the state goes on with the target alone.
      Batch piece =
          from == 0
              ? Batch.pairs(List.of(sources), group.steps(), targets, steps)
              : Batch.nextStep(targets, from, steps);
      try (Categorical prediction = model.predict(piece.read(), state)) {
        for (int row = 0; row < group.places().size(); row++) {
          for (int step = 0; piece.targets().has(row, step); step++) {
            nats[group.places().get(row)] +=
                prediction.nats(row, step, piece.symbols().id(row, step));
          }
        }
      }
    }
  }
}
