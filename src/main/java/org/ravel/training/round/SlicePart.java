package org.ravel.training.round;

import java.io.Serializable;
import org.ravel.training.state.ModelState;
import org.ravel.training.state.WorkerState;
import org.ravel.training.worker.WorkerResult;

/**
 * A worker's part of a slice.
 *
 * @param leaf of the worker in the tree of means
 * @param weight of its state
 * @param state the slice of it; null where it is not finite
 * @param result of the worker, without states; null but with one of its parts
 * @param own what the worker keeps for itself; null where the result is
 */
record SlicePart(int leaf, long weight, ModelState state, WorkerResult result, WorkerState own)
    implements Serializable {}
