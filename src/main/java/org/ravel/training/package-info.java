/**
 * Training by rounds of parameter averaging: how sequences are laid into the lanes of workers, what
 * a round does on Spark, and when to stop. Evaluation and generation come in through {@link
 * org.ravel.training.Validator}.
 */
package org.ravel.training;
