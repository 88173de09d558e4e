/**
 * How often each input meets each target in the training split: counted by Spark, kept in primitive
 * arrays, for the baselines that need it.
 */
package org.ravel.evaluation.pair;
