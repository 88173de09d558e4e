/**
 * Linear systems whose state is not seen, with Gaussian noise: the Kalman filter, the smoother, and
 * expectation and maximisation. Plain arrays.
 */
package org.ravel.lineargaussian.statespace;
