/** Scores rows of text with a model, in the order in which they were read. */
package org.ravel.scoring;
