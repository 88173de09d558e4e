/**
 * Measures a model on shards: exact sums over tokens, labels or sequences, and the baselines beside
 * them.
 */
package org.ravel.evaluation;
