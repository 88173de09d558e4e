/**
 * What an evaluation found: the measures of a text, of labels at each step, of a label and of a set
 * of labels for each sequence, of labels of trees, of translations and of captions. Values only,
 * for those who report, gate and compare.
 */
package org.ravel.evaluation.measure;
