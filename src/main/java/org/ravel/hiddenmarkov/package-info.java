/**
 * Hidden Markov models (Rabiner 1989): a chain of states that are not seen, each of which emits
 * what is seen. Their files, and those who predict with them.
 */
package org.ravel.hiddenmarkov;
