package org.ravel.evaluation;

import java.util.HashMap;
import java.util.Map;
import org.ravel.model.Softmax;

/** What is counted while a block is walked, target by target, in the order that the block fixes. */
final class BlockSums implements TargetSink {
  /** Nats, their squares and targets that are being added up. */
  static final class RunningLoss {
    double nats;
    double squaredNats;
    long targets;

    private void add(double moreNats) {
      nats += moreNats;
      squaredNats += moreNats * moreNats;
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

  private final Lanes lanes;
  private final int unknownToken;

  /**
   * Nothing yet.
   *
   * @param lanes the runs, whether or not the state goes on along them
   */
  BlockSums(Lanes lanes, int positions, int unknownToken) {
    this.lanes = lanes;
    this.unknownToken = unknownToken;
    byRun = losses(lanes.count());
    byPosition = losses(positions);
  }

  private static RunningLoss[] losses(int number) {
    RunningLoss[] losses = new RunningLoss[number];
    for (int i = 0; i < number; i++) {
      losses[i] = new RunningLoss();
    }
    return losses;
  }

  @Override
  public void add(Target target, float[] logits) {
    int token = target.token();
    double nats = Softmax.negativeLogLikelihood(logits, token);
    byRun[lanes.laneOf(target.place())].add(nats);
    byPosition[target.position()].add(nats);
    bySource.computeIfAbsent(target.source(), absent -> new RunningLoss()).add(nats);
    unknown += token == unknownToken ? 1 : 0;
    // A model whose outputs are not numbers has hit nothing.
    if (Double.isFinite(nats)) {
      int rank = Softmax.rank(logits, token);
      top1 += rank < 1 ? 1 : 0;
      top5 += rank < 5 ? 1 : 0;
    }
  }
}
