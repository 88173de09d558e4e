/**
 * What an evaluation found: the measures of a text, of labels at each step, and of a label for each
 * sequence. Values only, for those who report, gate and compare.
 */
package org.ravel.evaluation.measure;
