/** Labels and classes for rows of text, in the order in which they were read. */
package org.ravel.prediction;
