/** Counts n-grams on Spark and writes the model's file. */
package org.ravel.ngram.counting;
