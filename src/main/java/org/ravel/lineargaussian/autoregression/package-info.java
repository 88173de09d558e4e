/** Least squares over earlier values, and what follows from it of later ones. Plain arrays. */
package org.ravel.lineargaussian.autoregression;
