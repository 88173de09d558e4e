package org.ravel.evaluation;

import java.util.Iterator;
import org.ravel.sequence.Example;

/**
 * Consecutive sequences whose pairs are counted together.
 *
 * @param first index of the first one in the split
 */
record PairRun(long first, Iterator<Example> sequences) {}
