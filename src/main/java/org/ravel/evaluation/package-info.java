/** Measures a model on shards: exact sums over tokens, and the baselines beside them. */
package org.ravel.evaluation;
