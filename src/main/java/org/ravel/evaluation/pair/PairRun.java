package org.ravel.evaluation.pair;

import java.util.Iterator;
import org.ravel.sequence.Example;

/**
 * Consecutive sequences whose pairs are counted together.
 *
 * @param first index of the first one in the split
 */
public record PairRun(long first, Iterator<Example> sequences) {}
