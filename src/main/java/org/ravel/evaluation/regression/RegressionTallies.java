package org.ravel.evaluation.regression;

import java.util.List;
import org.ravel.evaluation.tally.Tally;
import org.ravel.evaluation.tally.TallySource;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.head.Prediction;
import org.ravel.network.head.RealPrediction;
import org.ravel.sequence.Example;
import org.ravel.sequence.Scaling;

/**
 * Makes the tallies of numbers.
 *
 * @param scaling that they have in shards
 */
public record RegressionTallies(Scaling scaling) implements TallySource<RegressionSums> {

  @Override
  public Tally<RegressionSums> begin(List<Example> block) {
    RegressionSums sums = new RegressionSums(scaling);
    return new Tally<>() {
      @Override
      public void add(TargetRow targets, Prediction prediction) {
        sums.add(targets, (RealPrediction) prediction);
      }

      @Override
      public RegressionSums sums() {
        return sums;
      }
    };
  }
}
