/**
 * Figures of a language model: perplexity, bits, accuracy, their standard errors, and the baselines
 * of unigrams and bigrams, counted on the training split.
 */
package org.ravel.evaluation.text;
