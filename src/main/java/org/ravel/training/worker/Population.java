package org.ravel.training.worker;

import java.io.Serializable;
import java.util.List;
import org.ravel.training.state.Floats;

/** Candidates of a generation: the trained parameters of a network each. */
public record Population(List<Floats> candidates) implements Serializable {}
