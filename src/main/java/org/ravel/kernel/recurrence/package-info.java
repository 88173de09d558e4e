/**
 * Recurrent cells over minibatches of sequences, forward and backward in time: on oneDNN's
 * products, and on ND4J's operations for machines that oneDNN has no build for. {@link
 * org.ravel.kernel.recurrence.Recurrence} is what others run.
 */
package org.ravel.kernel.recurrence;
