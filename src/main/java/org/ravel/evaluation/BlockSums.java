package org.ravel.evaluation;

import java.util.HashMap;
import java.util.Map;
import org.ravel.model.Softmax;

/** What is counted while a block is walked, target by target, in the order that the block fixes. */
final class BlockSums {
  /** Nats and targets that are being added up. */
  static final class RunningLoss {
    double nats;
    long targets;

    private void add(double moreNats) {
      nats += moreNats;
      targets++;
    }
  }

  final RunningLoss[] byRun;
  final RunningLoss[] byPosition;
  final Map<Integer, RunningLoss> bySource = new HashMap<>();
  long top1;
  long top5;
  long unknown;
  long characters;
  long bytes;

  BlockSums(int runs, int positions) {
    byRun = losses(runs);
    byPosition = losses(positions);
  }

  private static RunningLoss[] losses(int number) {
    RunningLoss[] losses = new RunningLoss[number];
    for (int i = 0; i < number; i++) {
      losses[i] = new RunningLoss();
    }
    return losses;
  }

  /**
   * One target.
   *
   * @param run the lane's run that it belongs to
   * @param position its time step
   * @param source index of its source file
   * @param logits what the model said before it came, shape [vocabulary]
   */
  void add(int run, int position, int source, float[] logits, int target) {
    double nats = Softmax.negativeLogLikelihood(logits, target);
    byRun[run].add(nats);
    byPosition[position].add(nats);
    bySource.computeIfAbsent(source, absent -> new RunningLoss()).add(nats);
    // A model whose outputs are not numbers has hit nothing.
    if (Double.isFinite(nats)) {
      int rank = Softmax.rank(logits, target);
      top1 += rank < 1 ? 1 : 0;
      top5 += rank < 5 ? 1 : 0;
    }
  }
}
