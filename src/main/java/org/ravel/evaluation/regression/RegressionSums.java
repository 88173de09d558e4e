package org.ravel.evaluation.regression;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ravel.evaluation.measure.Regression;
import org.ravel.evaluation.tally.ExactSum;
import org.ravel.evaluation.tally.Few;
import org.ravel.evaluation.tally.RatioEstimate;
import org.ravel.evaluation.tally.Sums;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.head.RealPrediction;
import org.ravel.sequence.RealField;
import org.ravel.sequence.Scaling;

/** What is counted of numbers on any number of blocks, as they are scaled. */
public final class RegressionSums implements Sums<RegressionSums> {
  private static final long serialVersionUID = 1L;

  /** Sequences that are drawn. */
  static final int DRAWN = 300;

  private static final Comparator<Regression.Predicted> WORST =
      Comparator.comparingDouble((Regression.Predicted one) -> -one.scaledSquare())
          .thenComparing(Regression.Predicted::index);

  private final Scaling scaling;
  private final List<Errors> errors;
  private ExactSum cost = ExactSum.ZERO;
  private boolean isDensity = true;
  private List<Regression.Predicted> drawn = List.of();
  private List<Regression.Predicted> worst = List.of();

  RegressionSums(Scaling scaling) {
    this.scaling = scaling;
    this.errors =
        new ArrayList<>(Stream.generate(() -> Errors.NONE).limit(scaling.width()).toList());
  }

  /** Of one of the numbers. */
  private record Errors(
      RatioEstimate squares, ExactSum absolute, ExactSum values, ExactSum valueSquares)
      implements java.io.Serializable {
    static final Errors NONE =
        new Errors(RatioEstimate.EMPTY, ExactSum.ZERO, ExactSum.ZERO, ExactSum.ZERO);

    Errors plus(double value, double error) {
      return new Errors(
          squares.plus(error * error, 1),
          absolute.plus(Math.abs(error)),
          values.plus(value),
          valueSquares.plus(value * value));
    }

    Errors plus(Errors other) {
      return new Errors(
          squares.plus(other.squares),
          absolute.plus(other.absolute),
          values.plus(other.values),
          valueSquares.plus(other.valueSquares));
    }

    /** In the number's own unit. */
    Regression.Score score(double deviation) {
      double count = squares.targets();
      double mean = values.value() / count;
      Double error = squares.standardError();
      return new Regression.Score(
          squares.targets(),
          deviation * deviation * squares.nats().value() / count,
          error == null ? null : deviation * deviation * error,
          deviation * absolute.value() / count,
          deviation * deviation * Math.max(0, valueSquares.value() / count - mean * mean),
          squares.nats().value() / count);
    }
  }

  void add(TargetRow targets, RealPrediction prediction) {
    RealField field = (RealField) targets.batch().targets();
    int width = scaling.width();
    List<Double> values = new ArrayList<>();
    List<Double> said = new ArrayList<>();
    double square = 0;
    for (int i = 0; i < width; i++) {
      double value = field.numbers()[targets.row() * width + i];
      double mean = prediction.mean(targets.row(), 0, i);
      errors.set(i, errors.get(i).plus(value, mean - value));
      cost = cost.plus(prediction.nats(targets.row(), 0, i, value));
      square += (mean - value) * (mean - value);
      values.add(scaling.unscaled(i, value));
      said.add(scaling.unscaled(i, mean));
    }
    isDensity &= prediction.isDensity();
    Regression.Predicted one =
        new Regression.Predicted(targets.example().index(), targets.length(), values, said, square);
    drawn = few(drawn, one, DRAWN, RegressionSums.SHUFFLED);
    worst = few(worst, one, Few.MOST, WORST);
  }

  private static final Comparator<Regression.Predicted> SHUFFLED =
      Comparator.comparing(Regression.Predicted::index, Few.SHUFFLED);

  private static List<Regression.Predicted> few(
      List<Regression.Predicted> few,
      Regression.Predicted one,
      int most,
      Comparator<Regression.Predicted> order) {
    return few.size() == most && order.compare(one, few.get(most - 1)) > 0
        ? few
        : Few.first(most, few, List.of(one), order);
  }

  @Override
  public RegressionSums plus(RegressionSums other) {
    for (int i = 0; i < errors.size(); i++) {
      errors.set(i, errors.get(i).plus(other.errors.get(i)));
    }
    cost = cost.plus(other.cost);
    isDensity &= other.isDensity;
    drawn = Few.first(DRAWN, drawn, other.drawn, SHUFFLED);
    worst = Few.first(Few.MOST, worst, other.worst, WORST);
    return this;
  }

  /** What they say, in the numbers' own units. */
  public Regression measures() {
    return new Regression(
        errors.stream().mapToLong(one -> one.squares().targets()).sum(),
        cost.value(),
        isDensity,
        IntStream.range(0, errors.size())
            .mapToObj(i -> errors.get(i).score(scaling.deviations().get(i)))
            .toList(),
        drawn,
        worst);
  }
}
