/**
 * Updaters of ND4J whose dense step runs at the speed of memory: for the large matrices of an
 * embedding and a softmax over words. Same state, same result.
 */
package org.ravel.updater;
