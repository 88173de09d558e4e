package org.ravel.example;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ravel.exact.ExactTotal;
import org.ravel.sequence.Scaling;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sums over the steps of a training split, by feature, without rounding: means and deviations are
 * the same on any cluster.
 */
final class FeatureMoments implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(FeatureMoments.class);

  private final List<ExactTotal> sums;
  private final List<ExactTotal> squares;
  private long steps;

  FeatureMoments(int width) {
    sums = Stream.generate(ExactTotal::new).limit(width).toList();
    squares = Stream.generate(ExactTotal::new).limit(width).toList();
  }

  /** Takes a sequence. */
  void add(ReadSteps.OfNumbers read) {
    for (int i = 0; i < read.numbers().length; i++) {
      int feature = i % read.width();
      sums.get(feature).add(read.numbers()[i]);
      squares.get(feature).addSquare(read.numbers()[i]);
    }
    steps += read.count();
  }

  /** Takes those of other steps. */
  FeatureMoments add(FeatureMoments other) {
    for (int feature = 0; feature < sums.size(); feature++) {
      sums.get(feature).add(other.sums.get(feature));
      squares.get(feature).add(other.squares.get(feature));
    }
    steps += other.steps;
    return this;
  }

  /**
   * To mean 0 and deviation 1, that of all steps: {@code √(Σx²/n − (Σx/n)²)}, rounded at the end.
   * What is always the same number becomes 0.
   */
  Scaling standard() {
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    List<Integer> constant = new ArrayList<>();
    BigDecimal count = BigDecimal.valueOf(steps);
    for (int feature = 0; feature < sums.size(); feature++) {
      BigDecimal sum = sums.get(feature).value();
      means.add(sum.divide(count, MathContext.DECIMAL128).doubleValue());
      BigDecimal spread = squares.get(feature).value().multiply(count).subtract(sum.multiply(sum));
      double deviation =
          spread.signum() <= 0
              ? 0
              : spread
                  .sqrt(MathContext.DECIMAL128)
                  .divide(count, MathContext.DECIMAL128)
                  .doubleValue();
      if (deviation == 0) {
        constant.add(feature + 1);
      }
      deviations.add(deviation == 0 ? 1 : deviation);
    }
    if (!constant.isEmpty()) {
      LOG.warn(
          "the training split has the same number at all steps in {} of {} numbers of a step: {}",
          constant.size(),
          sums.size(),
          constant);
    }
    return new Scaling(means, deviations);
  }
}
