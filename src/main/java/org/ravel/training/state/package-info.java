/**
 * What a training consists of between two rounds: parameters, states of updaters, hidden states of
 * the workers, as plain numbers that travel and are stored.
 */
package org.ravel.training.state;
