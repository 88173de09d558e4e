package org.ravel.evaluation.measure;

import java.io.Serializable;
import java.util.List;

/**
 * A sequence that the model was wrong about, and sure.
 *
 * @param index its number in the split, from 0
 * @param source the file that it is in
 * @param loss of its true labels in nats, added up; not finite if one of them has probability 0
 * @param steps number of its steps
 * @param from the first step that is shown, from 0
 * @param tokens those that are shown; empty where steps are no tokens
 * @param gold true labels: of the steps that are shown, or one or a set of the whole
 * @param predicted labels in place of them
 * @param probability that the model gives its answer; null where that is no single label
 */
public record WorstExample(
    long index,
    String source,
    double loss,
    int steps,
    int from,
    List<String> tokens,
    List<String> gold,
    List<String> predicted,
    Double probability)
    implements Serializable {}
