/** Fits hidden Markov models to the training split of a shard set, on Spark. */
package org.ravel.hiddenmarkov.fitting;
