package org.ravel.evaluation.label;

import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.ravel.evaluation.tally.TallySource;
import org.ravel.sequence.Example;

/**
 * Makes the tallies of a labelling.
 *
 * @param names of the labels
 * @param spans the labels' spans; null where they are no labels of spans
 */
public record LabelTallies(LabelNames names, SpanLabels spans, Broadcast<TrainingFacts> training)
    implements TallySource<LabelSums> {

  @Override
  public LabelTally begin(List<Example> block) {
    return new LabelTally(names, spans, training.value());
  }
}
