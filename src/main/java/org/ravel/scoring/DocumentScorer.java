package org.ravel.scoring;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ravel.network.HiddenState;
import org.ravel.network.Predictor;
import org.ravel.network.head.Categorical;
import org.ravel.sequence.Batch;

/**
 * The negative log-likelihood of documents, each from a hidden state of zero.
 *
 * <p>Documents of similar length go through the network side by side, in pieces of some time steps
 * between which the state goes on. All pieces have the same shape, whatever the documents: the
 * network makes its native memory once. A product of matrices sums a row in an order that may
 * depend on the row's place, so what a document shares a minibatch with can change the last digits
 * of its score; the same list of documents gives the same bits.
 */
final class DocumentScorer implements RowScorer {
  private final Predictor model;
  private final int minibatchSize;
  private final int steps;

  DocumentScorer(Predictor model, int minibatchSize) {
    this.model = model;
    this.minibatchSize = minibatchSize;
    this.steps = RowScorer.stepsAtOnce(model, minibatchSize);
  }

  @Override
  public double[] score(List<Document> documents) {
    List<Integer> byLength =
        IntStream.range(0, documents.size())
            .filter(place -> documents.get(place).targets() > 0)
            .boxed()
            .sorted(Comparator.comparing(place -> documents.get(place).ids().length))
            .toList();
    double[] nats = new double[documents.size()];
    for (int from = 0; from < byLength.size(); from += minibatchSize) {
      score(
          documents, byLength.subList(from, Math.min(from + minibatchSize, byLength.size())), nats);
    }
    return nats;
  }

  /** A minibatch: the documents at these places, the longest one last. */
  private void score(List<Document> documents, List<Integer> places, double[] nats) {
    HiddenState state = model.start();
    int[][] ids = new int[minibatchSize][];
    for (int lane = 0; lane < places.size(); lane++) {
      ids[lane] = documents.get(places.get(lane)).ids();
    }
    int time = ids[places.size() - 1].length - 1;
    for (int from = 0; from < time; from += steps) {
      Batch batch = Batch.nextStep(ids, from, steps);
      try (Categorical prediction = model.predict(batch.inputs(), state)) {
        for (int lane = 0; lane < places.size(); lane++) {
          int place = places.get(lane);
          int first = Math.max(0, documents.get(place).first() - 1 - from);
          for (int step = first; batch.targets().has(lane, step); step++) {
            nats[place] += prediction.nats(lane, step, batch.symbols().id(lane, step));
          }
        }
      }
    }
  }
}
