package org.ravel.network;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.nd4j.linalg.schedule.ISchedule;
import org.ravel.network.module.ParameterShape;
import org.ravel.updater.Updater;

/**
 * What a minibatch is worth, and what becomes of its gradient.
 *
 * @param updater makes a step of it
 * @param learningRate at each iteration
 * @param clipNorm the largest L2 norm of the whole gradient, to which it is scaled down (Pascanu,
 *     Mikolov and Bengio 2013); 0 for any
 * @param weightDecay decoupled weight decay λ (Loshchilov and Hutter 2019): w ← w − η λ w with each
 *     step, beside what the updater makes of the gradient, where η is the learning rate of that
 *     step; biases do not decay. 0 for none
 * @param frozen names of tables of embeddings that stay as they are
 * @param classWeights weights of the targets in the mean loss of a minibatch, by id: Σ w · nats / Σ
 *     w; null where all are the same
 */
public record UpdateRules(
    Updater updater,
    ISchedule learningRate,
    double clipNorm,
    double weightDecay,
    Set<String> frozen,
    double[] classWeights)
    implements Serializable {

  /** Those of a network's parameters that are trained. */
  public List<ParameterShape> trained(List<ParameterShape> parameters) {
    return parameters.stream().filter(shape -> !frozen.contains(shape.name())).toList();
  }
}
