package org.ravel.training.worker;

import java.io.Serializable;

/**
 * The losses of a generation's candidates on a worker's examples of a round.
 *
 * @param worker whose examples
 * @param nats by candidate, the sum over the targets; no number where the loss is none
 * @param targets of the examples
 */
public record PopulationLoss(int worker, double[] nats, long targets) implements Serializable {}
