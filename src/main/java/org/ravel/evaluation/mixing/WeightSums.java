package org.ravel.evaluation.mixing;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ravel.evaluation.tally.ExactSum;
import org.ravel.evaluation.tally.Sums;

/**
 * What a round of EM needs, summed without rounding.
 *
 * @param shares of the targets, by model
 * @param nats that the mixture loses on all targets
 * @param targets number of targets
 */
record WeightSums(List<ExactSum> shares, ExactSum nats, long targets) implements Sums<WeightSums> {

  static WeightSums of(double[] shares, double nats, long targets) {
    return new WeightSums(
        Arrays.stream(shares).mapToObj(ExactSum.ZERO::plus).toList(),
        ExactSum.ZERO.plus(nats),
        targets);
  }

  @Override
  public WeightSums plus(WeightSums other) {
    return new WeightSums(
        IntStream.range(0, shares.size())
            .mapToObj(model -> shares.get(model).plus(other.shares.get(model)))
            .toList(),
        nats.plus(other.nats),
        targets + other.targets);
  }

  /** The maximisation of EM: each model weighs what its share of the targets is. */
  double[] weights() {
    double[] sums = shares.stream().mapToDouble(ExactSum::value).toArray();
    double all = Arrays.stream(sums).sum();
    return Arrays.stream(sums).map(sum -> sum / all).toArray();
  }

  /** Nats per target. */
  double loss() {
    return nats.value() / targets;
  }
}
