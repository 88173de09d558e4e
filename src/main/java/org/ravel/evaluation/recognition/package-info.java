/**
 * Strings of formal languages: whether they are accepted, and which symbols may follow each of
 * theirs.
 */
package org.ravel.evaluation.recognition;
