package org.ravel.shard.preparation;

import org.ravel.corpus.LabelDrift;
import org.ravel.corpus.VocabularyDrift;

/**
 * How far new files are from what a shard set was made of.
 *
 * @param tokens what is read; null where that are real numbers
 * @param targets what is written; null where that is nothing, and where it shares the vocabulary of
 *     the tokens, which then are those of both
 * @param labels what is predicted; null where that are tokens
 */
public record Drift(VocabularyDrift tokens, VocabularyDrift targets, LabelDrift labels) {}
