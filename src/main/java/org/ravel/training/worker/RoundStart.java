package org.ravel.training.worker;

import java.io.Serializable;
import java.util.List;
import org.ravel.training.state.ModelState;
import org.ravel.training.state.RecurrentState;

/**
 * What the workers of a round start from.
 *
 * @param model the state they have in common
 * @param recurrent where each worker's lanes are, by worker
 */
public record RoundStart(ModelState model, List<RecurrentState> recurrent)
    implements Serializable {}
