package org.ravel.kernel.recurrence;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a cell hands from one step to the next.
 *
 * @param hidden activations, shape [minibatch, hidden]
 * @param memory an LSTM's memory, shape [minibatch, hidden]; null for cells without one
 */
public record State(INDArray hidden, INDArray memory) {}
