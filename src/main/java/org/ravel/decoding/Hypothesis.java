package org.ravel.decoding;

/**
 * A translation.
 *
 * @param ids of its tokens, without the end
 * @param logProbability natural logarithm of the probability that the model gives it, its end among
 *     its tokens; not a number if the model gives none
 */
public record Hypothesis(int[] ids, double logProbability) {}
