package org.ravel.evaluation;

import java.util.BitSet;
import java.util.List;
import org.ravel.sequence.Example;

/**
 * Makes the tallies of a labelling.
 *
 * @param names of the labels
 * @param spans the labels' spans; null where they are no labels of spans
 * @param seen ids of the tokens that training has; null where it is not known, or steps are no
 *     tokens
 */
record LabelTallies(LabelNames names, SpanLabels spans, BitSet seen)
    implements TallySource<LabelSums> {

  @Override
  public LabelTally begin(List<Example> block) {
    return new LabelTally(names, spans, seen);
  }
}
