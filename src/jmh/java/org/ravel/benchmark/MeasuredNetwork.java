package org.ravel.benchmark;

/**
 * A network and a minibatch.
 *
 * @param train a step of training
 * @param forward scores of all tokens at each step: logits, or where a library gives nothing else
 *     probabilities
 */
record MeasuredNetwork(Runnable train, Runnable forward) {}
