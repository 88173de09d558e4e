/**
 * Training by rounds of parameter averaging. {@link org.ravel.training.Trainer} composes a training
 * and a run leads it: a plan divides it into rounds, an engine runs each round, and between rounds
 * the network is measured and checkpoints are written. Evaluation and generation come in through
 * {@link org.ravel.training.Validator}.
 */
package org.ravel.training;
