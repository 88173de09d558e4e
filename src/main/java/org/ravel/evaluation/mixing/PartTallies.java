package org.ravel.evaluation.mixing;

import java.util.List;
import org.ravel.evaluation.tally.Tally;
import org.ravel.evaluation.tally.TallySource;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.mixture.MixtureDistributions;
import org.ravel.network.head.Prediction;
import org.ravel.sequence.Example;

/** Makes tallies of what each model of a mixture says of each target. */
public record PartTallies(int models) implements TallySource<PartRatios> {

  @Override
  public Tally<PartRatios> begin(List<Example> block) {
    return new PartTally(new PartRatios(models));
  }

  private record PartTally(PartRatios ratios) implements Tally<PartRatios> {
    @Override
    public void add(TargetRow targets, Prediction prediction) {
      MixtureDistributions mixture = (MixtureDistributions) prediction;
      for (int step = 0; step < targets.steps(); step++) {
        ratios.add(mixture.natsByModel(targets.row(), step, targets.symbol(step)));
      }
    }

    @Override
    public PartRatios sums() {
      return ratios.trimmed();
    }
  }
}
