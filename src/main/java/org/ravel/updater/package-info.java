/**
 * Gradient descent, Nesterov's momentum, RMSProp and Adam at the speed of memory. State and result
 * are those of ND4J's updaters.
 */
package org.ravel.updater;
