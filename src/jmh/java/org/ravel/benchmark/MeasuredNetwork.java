package org.ravel.benchmark;

/**
 * A network and a minibatch.
 *
 * @param train a step of training
 * @param forward the distribution over the tokens at each step, nothing else
 */
record MeasuredNetwork(Runnable train, Runnable forward) {}
