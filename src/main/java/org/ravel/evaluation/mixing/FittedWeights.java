package org.ravel.evaluation.mixing;

/**
 * The weights of a mixture.
 *
 * @param weights by model
 * @param targets that they were fitted to
 * @param rounds of EM
 */
public record FittedWeights(double[] weights, long targets, int rounds) {}
