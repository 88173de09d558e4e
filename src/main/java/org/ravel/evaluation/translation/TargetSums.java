package org.ravel.evaluation.translation;

import org.ravel.evaluation.measure.Captioned;
import org.ravel.evaluation.measure.Decoded;
import org.ravel.evaluation.tally.ExactSum;
import org.ravel.evaluation.tally.Sums;

/**
 * Losses and hits on target tokens, each after the true ones before it.
 *
 * @param targets number of targets
 * @param right those that were the most probable token
 * @param unknown those that are {@code <unk>}
 */
public record TargetSums(ExactSum nats, long targets, long right, long unknown)
    implements Sums<TargetSums> {

  @Override
  public TargetSums plus(TargetSums other) {
    return new TargetSums(
        nats.plus(other.nats),
        targets + other.targets,
        right + other.right,
        unknown + other.unknown);
  }

  /** With the captions that the model writes by itself. */
  public Captioned measures(Captioned.Written written) {
    return new Captioned(targets, right, unknown, nats.value(), written);
  }

  /** Without what the model writes by itself, where nobody has looked. */
  public Decoded measures() {
    return new Decoded(targets, right, unknown, nats.value(), null);
  }

  /** With what the model writes by itself. */
  public Decoded measures(Decoded.Output output) {
    return new Decoded(targets, right, unknown, nats.value(), output);
  }
}
