/**
 * Recurrent cells over minibatches of sequences: on oneDNN's products, and on ND4J's operations for
 * machines that oneDNN has no build for. Knows nothing of Deeplearning4j's networks.
 */
package org.ravel.kernel;
