/**
 * Recurrent cells over minibatches of sequences and the loss of a softmax: on oneDNN's products,
 * and on ND4J's operations for machines that oneDNN has no build for. Knows nothing of networks.
 */
package org.ravel.kernel;
