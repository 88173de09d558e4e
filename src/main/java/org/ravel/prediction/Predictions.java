package org.ravel.prediction;

/**
 * What was predicted, over all rows.
 *
 * @param rows number of rows
 * @param steps that the model read
 * @param unknown how many of them are tokens that it knows as {@code <unk>} only
 * @param skipped malformed rows that are left out
 * @param cut rows of which not all steps were read
 * @param seconds of reading, predicting and writing, without Spark's start
 */
public record Predictions(
    long rows, long steps, long unknown, long skipped, long cut, double seconds) {}
