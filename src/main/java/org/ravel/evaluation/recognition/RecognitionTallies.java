package org.ravel.evaluation.recognition;

import java.util.List;
import org.ravel.evaluation.tally.Tally;
import org.ravel.evaluation.tally.TallySource;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.head.Prediction;
import org.ravel.network.head.RealPrediction;
import org.ravel.sequence.Column;
import org.ravel.sequence.Example;

/**
 * Makes the tallies of strings.
 *
 * @param threshold probability from which a label is one of a set, and a string is accepted
 */
public record RecognitionTallies(Column.Sets column, double threshold)
    implements TallySource<RecognitionSums> {

  @Override
  public Tally<RecognitionSums> begin(List<Example> block) {
    RecognitionSums sums = new RecognitionSums();
    return new Tally<>() {
      @Override
      public void add(TargetRow targets, Prediction prediction) {
        sums.add(
            targets.example(),
            StringAnswer.of(column, threshold, targets, (RealPrediction) prediction));
      }

      @Override
      public RecognitionSums sums() {
        return sums;
      }
    };
  }
}
