package org.ravel.network.head;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Doubles;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Affine;
import org.ravel.network.module.CurvedHead;
import org.ravel.network.module.StepRows;
import org.ravel.network.module.Widths;
import org.ravel.sequence.IdSets;
import org.ravel.sequence.RealField;
import org.ravel.sequence.Steps;

/** A running output of real numbers. */
final class RealHead implements PredictingHead, CurvedHead {
  private static final String NAME = "an output of numbers";

  private final RealOutput output;
  private final RealLoss loss;
  private final Affine values;
  private final Affine gradients;

  RealHead(RealOutput output, Affine values, Affine gradients) {
    this.output = output;
    this.loss = output.loss();
    this.values = values;
    this.gradients = gradients;
  }

  @Override
  public Result train(Activations input, Steps given, double scale) {
    return weighted(input, given, scale, null);
  }

  /** Weights of labels: those that are there count so much, those that are not count 1. */
  @Override
  public Result train(Activations input, Steps given, double scale, double[] classWeights) {
    if (!(loss instanceof BernoulliLoss) || classWeights.length != loss.width()) {
      throw new IllegalArgumentException(
          "%d weights of classes for %d numbers that are not all labels"
              .formatted(classWeights.length, loss.width()));
    }
    return weighted(input, given, scale, classWeights);
  }

  private Result weighted(Activations input, Steps given, double scale, double[] weights) {
    Widths.requireInputs(NAME, output.inputs(), input);
    Widths.requireTargets(NAME, input, given);
    RealField targets = numbers(given);
    double[] sums = sums(input);
    double[] sumGradients = new double[sums.length];
    double nats = 0;
    for (int place = 0; place < targets.steps() * targets.rows(); place++) {
      if (!StepRows.isAfterEnd(place, targets.lengths())) {
        nats += step(targets, place, sums, sumGradients, weights);
      }
    }
    Doubles.scale(sumGradients, scale);
    return new Result(nats, values.backward(gradients, input, sumGradients));
  }

  private double step(
      RealField targets, int place, double[] sums, double[] sumGradients, double[] weights) {
    double nats = 0;
    int at = place * loss.sums();
    for (int i = 0; i < loss.width(); i++) {
      float target = targets.numbers()[place * loss.width() + i];
      if (!loss.counts(target)) {
        continue;
      }
      loss.writeGradient(sums, at, i, target, sumGradients);
      double weight = weights == null || target == 0 ? 1 : weights[i];
      nats += weight * loss.nats(sums, at, i, target);
      if (weight != 1) {
        sumGradients[at + i] *= weight;
      }
    }
    return nats;
  }

  private RealField numbers(Steps targets) {
    if (targets instanceof IdSets sets && loss instanceof BernoulliLoss) {
      return sets.indicators(loss.width());
    }
    if (targets instanceof RealField numbers && numbers.width() == loss.width()) {
      return numbers;
    }
    throw new IllegalArgumentException(
        "%s is to be trained with steps of %d real numbers but was given %s"
            .formatted(NAME, loss.width(), targets.what()));
  }

  @Override
  public int width() {
    return loss.width();
  }

  /** Predicts, in arrays of its own. */
  @Override
  public RealPrediction predict(Activations input) {
    Widths.requireInputs(NAME, output.inputs(), input);
    return new RealPrediction(loss, sums(input), input.rows());
  }

  @Override
  public double[] sums(Activations input) {
    return Doubles.read(values.apply(input));
  }

  @Override
  public void curve(double[] sums, double[] directions, Steps given) {
    if (!(loss instanceof CurvedLoss curved)) {
      throw new IllegalArgumentException(NAME + " has a loss that is not convex in its sums");
    }
    RealField targets = numbers(given);
    for (int place = 0; place < targets.steps() * targets.rows(); place++) {
      boolean ended = StepRows.isAfterEnd(place, targets.lengths());
      int at = place * loss.sums();
      for (int i = 0; i < loss.width(); i++) {
        boolean counts = !ended && loss.counts(targets.numbers()[at + i]);
        directions[at + i] *= counts ? curved.curvature(sums, at, i) : 0;
      }
    }
  }

  @Override
  public INDArray backward(Activations input, double[] sumGradients) {
    return values.backward(gradients, input, sumGradients);
  }
}
