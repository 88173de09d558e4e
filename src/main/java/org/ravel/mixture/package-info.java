/**
 * Mixtures: the distributions of several models, interpolated with weights that are the same for
 * all tokens.
 */
package org.ravel.mixture;
