/**
 * Training by rounds of parameter averaging. One way through it: a plan divides the training into
 * rounds, an engine runs a round, whose workers train their minibatches on executors, what they
 * hand in is gathered into a mean, and an outer step leads from there to the next round; between
 * rounds the network is measured, and checkpoints are written. Evaluation and generation come in
 * through {@link org.ravel.training.Validator}.
 */
package org.ravel.training;
