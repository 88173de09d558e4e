/** Training without gradients: generations of candidates, measured on Spark. */
package org.ravel.training.evolution;
