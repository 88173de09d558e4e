package org.ravel.evaluation.translation;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.ravel.evaluation.measure.Captioned;
import org.ravel.evaluation.measure.Decoded;
import org.ravel.evaluation.measure.Text;
import org.ravel.evaluation.tally.ExactSum;
import org.ravel.evaluation.tally.RatioEstimate;
import org.ravel.evaluation.tally.Sums;

/**
 * Losses and hits on target tokens, each after the true ones before it.
 *
 * @param targets number of targets
 * @param right those that were the most probable token
 * @param unknown those that are {@code <unk>}
 * @param against models of the targets alone
 */
public record TargetSums(
    ExactSum nats, long targets, long right, long unknown, List<Against> against)
    implements Sums<TargetSums> {

  /**
   * A model of the targets alone.
   *
   * @param nats that it loses
   * @param difference the model's loss less its own, on the same sentences
   */
  record Against(ExactSum nats, RatioEstimate difference) implements Serializable {
    static final Against NONE = new Against(ExactSum.ZERO, RatioEstimate.EMPTY);

    Against plus(double ofModel, double own, int targets) {
      return new Against(nats.plus(own), difference.plus(ofModel - own, targets));
    }

    private Against plus(Against other) {
      return new Against(nats.plus(other.nats), difference.plus(other.difference));
    }
  }

  @Override
  public TargetSums plus(TargetSums other) {
    return new TargetSums(
        nats.plus(other.nats),
        targets + other.targets,
        right + other.right,
        unknown + other.unknown,
        IntStream.range(0, against.size())
            .mapToObj(i -> against.get(i).plus(other.against.get(i)))
            .toList());
  }

  private List<Text.Baseline> baselines(List<String> names) {
    return IntStream.range(0, against.size())
        .mapToObj(
            i ->
                new Text.Baseline(
                    names.get(i),
                    against.get(i).nats().value(),
                    against.get(i).difference().standardError()))
        .toList();
  }

  /**
   * With the captions that the model writes by itself.
   *
   * @param names of the models of the targets alone
   */
  public Captioned measures(Captioned.Written written, List<String> names) {
    return new Captioned(targets, right, unknown, nats.value(), written, baselines(names));
  }

  /** Without what the model writes by itself, where nobody has looked. */
  public Decoded measures() {
    return new Decoded(targets, right, unknown, nats.value(), null);
  }

  /**
   * With what the model writes by itself.
   *
   * @param names of the models of the targets alone
   */
  public Decoded measures(Decoded.Output output, List<String> names) {
    return new Decoded(targets, right, unknown, nats.value(), output, baselines(names));
  }
}
