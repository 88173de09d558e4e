/**
 * Measures a model on shards. {@link org.ravel.evaluation.Evaluator} walks the shards, lets a tally
 * for the task count, and adds the baselines; the rooms below hold the walk, a tally for each kind
 * of task, and the measures that come out.
 */
package org.ravel.evaluation;
