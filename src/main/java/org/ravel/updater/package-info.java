/**
 * Gradient descent, Nesterov's momentum, RMSProp and Adam at the speed of memory. State and result
 * are those of ND4J's updaters. {@link org.ravel.updater.BlockedAdam} and {@link
 * org.ravel.updater.BlockedRmsProp} are the same for networks of Deeplearning4j.
 */
package org.ravel.updater;
