/**
 * Formal languages with known answers: which strings belong to them, which symbols may follow each
 * beginning, strings drawn by length or by walks through an automaton, and the exact entropy of
 * what is drawn.
 */
package org.ravel.language;
