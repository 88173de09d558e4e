/**
 * Figures of labels: right answers, confusion, spans, calibration and ranking, for labels of steps
 * and for labels of sequences.
 */
package org.ravel.evaluation.label;
