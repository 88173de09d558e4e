package org.ravel.evaluation.measure;

import java.io.Serializable;

/**
 * One label given for another.
 *
 * @param gold the true one
 * @param predicted the one that was given
 * @param count how often
 */
public record ConfusedPair(String gold, String predicted, long count) implements Serializable {}
