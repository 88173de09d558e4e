package org.ravel.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ravel.network.Categorical;
import org.ravel.sequence.Lanes;
import org.ravel.shard.Sequence;

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

  /** Index of each run's first sequence in the split. */
  final long[] runs;

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
  BlockSums(List<Sequence> block, Lanes lanes, int positions, int unknownToken) {
    this.lanes = lanes;
    this.unknownToken = unknownToken;
    byRun = losses(lanes.count());
    runs =
        IntStream.range(0, lanes.count())
            .mapToLong(lane -> block.get((int) lanes.start(lane)).index())
            .toArray();
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
  public void add(Target target, Categorical prediction, int row, int step) {
    int token = target.token();
    double nats = prediction.nats(row, step, token);
    byRun[lanes.lane(target.place())].add(nats);
    byPosition[target.position()].add(nats);
    bySource.computeIfAbsent(target.source(), absent -> new RunningLoss()).add(nats);
    unknown += token == unknownToken ? 1 : 0;
    // A model whose outputs are not numbers has hit nothing.
    if (Double.isFinite(nats)) {
      int rank = prediction.rank(row, step, token);
      top1 += rank < 1 ? 1 : 0;
      top5 += rank < 5 ? 1 : 0;
    }
  }
}
