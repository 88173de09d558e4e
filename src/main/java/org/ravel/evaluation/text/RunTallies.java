package org.ravel.evaluation.text;

import java.util.List;
import java.util.stream.IntStream;
import org.ravel.evaluation.tally.Tally;
import org.ravel.evaluation.tally.TallySource;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.head.Categorical;
import org.ravel.network.head.Prediction;
import org.ravel.sequence.Example;
import org.ravel.sequence.Lanes;

/**
 * Makes tallies of what a language model loses on each run, and of nothing else: no rank is asked
 * for, which a counted model finds by looking at all tokens.
 *
 * @param lanes that a block is divided into; their sequences are its runs
 */
public record RunTallies(int lanes) implements TallySource<RunLosses> {

  @Override
  public Tally<RunLosses> begin(List<Example> block) {
    return new RunTally(runs(block, Lanes.of(block.size(), lanes)), Lanes.of(block.size(), lanes));
  }

  /** The index of each lane's first sequence in the split. */
  static long[] runs(List<Example> block, Lanes lanes) {
    return IntStream.range(0, lanes.count())
        .mapToLong(lane -> block.get((int) lanes.start(lane)).index())
        .toArray();
  }

  private static final class RunTally implements Tally<RunLosses> {
    private final long[] runs;
    private final Lanes lanes;
    private final double[] nats;

    RunTally(long[] runs, Lanes lanes) {
      this.runs = runs;
      this.lanes = lanes;
      this.nats = new double[runs.length];
    }

    @Override
    public void add(TargetRow targets, Prediction prediction) {
      Categorical tokens = (Categorical) prediction;
      int run = lanes.lane(targets.place());
      for (int step = 0; step < targets.steps(); step++) {
        nats[run] += tokens.nats(targets.row(), step, targets.symbol(step));
      }
    }

    @Override
    public RunLosses sums() {
      return new RunLosses(runs, nats);
    }
  }
}
