package org.ravel.evaluation.measure;

import java.io.Serializable;
import java.util.List;

/**
 * How often each label was given where each was true.
 *
 * @param labels the most frequent one first; where there are too many to be shown, those with the
 *     most mistakes
 * @param all number of labels that are true or predicted anywhere
 * @param gold by label, how often it is true, whatever is predicted
 * @param counts by true label and by predicted one
 */
public record ConfusionMatrix(
    List<String> labels, int all, List<Long> gold, List<List<Long>> counts)
    implements Serializable {}
