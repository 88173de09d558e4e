package org.ravel.training;

import java.io.Serializable;
import java.util.List;

/**
 * What the workers of a round start from.
 *
 * @param model the state they have in common
 * @param recurrent where each worker's lanes are, by worker
 */
record RoundStart(ModelState model, List<RecurrentState> recurrent) implements Serializable {}
