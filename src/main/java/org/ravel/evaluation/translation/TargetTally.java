package org.ravel.evaluation.translation;

import java.util.Arrays;
import java.util.List;
import org.ravel.evaluation.tally.ExactSum;
import org.ravel.evaluation.tally.Tally;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.head.Categorical;
import org.ravel.network.head.Prediction;

/** Counts losses and hits on a block. */
final class TargetTally implements Tally<TargetSums> {
  private final int unknownToken;
  private final TargetModels models;
  private final TargetSums.Against[] against;
  private double nats;
  private long targets;
  private long right;
  private long unknown;

  TargetTally(int unknownToken, TargetModels models) {
    this.unknownToken = unknownToken;
    this.models = models;
    this.against = new TargetSums.Against[models.count()];
    Arrays.fill(against, TargetSums.Against.NONE);
  }

  @Override
  public void add(TargetRow row, Prediction prediction) {
    Categorical tokens = (Categorical) prediction;
    double ofRow = 0;
    for (int step = 0; step < row.steps(); step++) {
      int symbol = row.symbol(step);
      double ofStep = tokens.nats(row.row(), step, symbol);
      nats += ofStep;
      ofRow += ofStep;
      targets++;
      unknown += symbol == unknownToken ? 1 : 0;
      // A model whose outputs are not numbers has hit nothing.
      right += Double.isFinite(ofStep) && tokens.rank(row.row(), step, symbol) == 0 ? 1 : 0;
    }
    double[] theirs = models.nats(row);
    for (int i = 0; i < theirs.length; i++) {
      against[i] = against[i].plus(ofRow, theirs[i], row.steps());
    }
  }

  @Override
  public TargetSums sums() {
    return new TargetSums(ExactSum.ZERO.plus(nats), targets, right, unknown, List.of(against));
  }
}
