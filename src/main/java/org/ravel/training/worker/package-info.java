/**
 * What an executor does in a round: it keeps a network for each core, feeds it the minibatches of a
 * worker's block, and returns the worker's result.
 */
package org.ravel.training.worker;
