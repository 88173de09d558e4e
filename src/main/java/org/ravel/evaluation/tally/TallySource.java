package org.ravel.evaluation.tally;

import java.io.Serializable;
import java.util.List;
import org.ravel.sequence.Example;

/**
 * Travels to executors and makes a tally for each block.
 *
 * @param <S> what a tally counts
 */
public interface TallySource<S> extends Serializable {

  /** A tally of nothing yet. */
  Tally<S> begin(List<Example> block);
}
