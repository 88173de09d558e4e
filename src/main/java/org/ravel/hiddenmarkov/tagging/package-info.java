/**
 * Labels as hidden states: counts of labelled sequences, and the probabilities that follow from
 * them (Brants 2000, <i>TnT, a statistical part-of-speech tagger</i>).
 */
package org.ravel.hiddenmarkov.tagging;
