package org.ravel.prediction;

import java.io.Serializable;

/**
 * What a model says of a row that is a step of a sequence: of the step, or of the whole sequence.
 *
 * @param all probabilities of all classes; null where nobody wants them
 */
record StepAnswer(int label, double probability, double[] all) implements Serializable {}
