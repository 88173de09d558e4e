package org.ravel.evaluation.measure;

import java.io.Serializable;

/**
 * How many sequences of a length are right as a whole.
 *
 * @param length their steps
 * @param sequences how many there are
 * @param right those without a mistake
 */
public record LengthMatches(int length, long sequences, long right) implements Serializable {}
