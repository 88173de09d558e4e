package org.ravel.shard.preparation;

import org.ravel.corpus.LabelDrift;
import org.ravel.corpus.VocabularyDrift;

/**
 * How far new files are from what a shard set was made of.
 *
 * @param tokens what is read; null where that are real numbers
 * @param labels what is predicted; null where that are tokens
 */
public record Drift(VocabularyDrift tokens, LabelDrift labels) {}
