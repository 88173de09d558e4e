/**
 * Language models of counted n-grams: how often each was seen is turned into probabilities once,
 * and a compact sorted file of these is mapped into memory by whoever predicts.
 */
package org.ravel.ngram;
