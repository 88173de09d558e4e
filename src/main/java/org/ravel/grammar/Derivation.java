package org.ravel.grammar;

/**
 * A sentence and how likely it was to be derived.
 *
 * @param text the sentence
 * @param bits −log2 of the product of the probabilities of the rules that were applied
 */
public record Derivation(String text, double bits) {}
