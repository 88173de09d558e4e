package org.ravel.evaluation.unit;

import java.io.Serializable;

/**
 * What a model has written of an example.
 *
 * @param sequence the example's number in the split
 * @param sums as {@link WrittenMetrics} says
 */
public record WrittenExample(int sequence, double[] sums) implements Serializable {}
