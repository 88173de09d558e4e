/**
 * Figures of each unit of a split by itself: what a bootstrap draws from when two models are
 * compared.
 */
package org.ravel.evaluation.unit;
