package org.ravel.evaluation.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ravel.evaluation.tally.Tally;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.head.Categorical;
import org.ravel.network.head.Prediction;
import org.ravel.sequence.Example;
import org.ravel.sequence.Lanes;

/** Counts a language model's losses and hits on a block. */
final class TextTally implements Tally<TextSums> {
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
  final long characters;
  final long bytes;

  private final Lanes lanes;
  private final BaselineRuns baselines;
  private final int unknownToken;

  /**
   * Nothing yet.
   *
   * @param lanes the runs, whether or not the state goes on along them
   */
  TextTally(
      List<Example> block, Lanes lanes, int positions, int unknownToken, BaselineRuns baselines) {
    this.lanes = lanes;
    this.unknownToken = unknownToken;
    this.baselines = baselines;
    byRun = losses(lanes.count());
    runs = RunTallies.runs(block, lanes);
    byPosition = losses(positions);
    characters = block.stream().mapToLong(each -> each.origin().characters()).sum();
    bytes = block.stream().mapToLong(each -> each.origin().bytes()).sum();
  }

  private static RunningLoss[] losses(int number) {
    RunningLoss[] losses = new RunningLoss[number];
    for (int i = 0; i < number; i++) {
      losses[i] = new RunningLoss();
    }
    return losses;
  }

  @Override
  public void add(TargetRow targets, Prediction prediction) {
    Categorical tokens = (Categorical) prediction;
    RunningLoss run = byRun[lanes.lane(targets.place())];
    int[] sources = targets.example().origin().sources();
    for (int part = 0; part < sources.length; part++) {
      int end = targets.start(part + 1);
      for (int step = targets.start(part); step < end; step++) {
        double nats = tokens.nats(targets.row(), step, targets.symbol(step));
        run.add(nats);
        byPosition[targets.position(step)].add(nats);
        bySource.computeIfAbsent(sources[part], absent -> new RunningLoss()).add(nats);
        count(targets.symbol(step), nats, tokens, targets.row(), step);
      }
    }
  }

  private void count(int token, double nats, Categorical tokens, int row, int step) {
    unknown += token == unknownToken ? 1 : 0;
    // A model whose outputs are not numbers has hit nothing.
    if (Double.isFinite(nats)) {
      int rank = tokens.rank(row, step, token);
      top1 += rank < 1 ? 1 : 0;
      top5 += rank < 5 ? 1 : 0;
    }
  }

  @Override
  public TextSums sums() {
    return TextSums.of(this, baselines);
  }
}
