/** Real numbers that are predicted of whole sequences. */
package org.ravel.evaluation.regression;
