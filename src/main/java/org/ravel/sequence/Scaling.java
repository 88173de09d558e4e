package org.ravel.sequence;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;

/**
 * Scales real numbers, feature by feature: {@code (x − mean) / deviation}.
 *
 * @param means by feature
 * @param deviations by feature; above 0
 */
public record Scaling(List<Double> means, List<Double> deviations) implements Serializable {

  public Scaling {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    if (means.isEmpty() || means.size() != deviations.size()) {
      throw new IllegalArgumentException(
          "a step has %d means and %d deviations, but must have a number and both for each"
              .formatted(means.size(), deviations.size()));
    }
    if (!means.stream().allMatch(Double::isFinite)
        || !deviations.stream().allMatch(deviation -> deviation > 0 && deviation < 1 / 0.0)) {
      throw new IllegalArgumentException(
          "means %s must be finite, and deviations %s finite and above 0"
              .formatted(means, deviations));
    }
  }

  /** Leaves numbers as they are. */
  public static Scaling none(int width) {
    return new Scaling(Collections.nCopies(width, 0.0), Collections.nCopies(width, 1.0));
  }

  /** Numbers for each step. */
  public int width() {
    return means.size();
  }

  /**
   * A number before it was scaled.
   *
   * @param feature which of those of a step
   */
  public double unscaled(int feature, double scaled) {
    return means.get(feature) + deviations.get(feature) * scaled;
  }

  /**
   * The scaled numbers in single precision, which is what networks read.
   *
   * @param numbers shape [steps, width]
   * @throws IllegalArgumentException if one is beyond it
   */
  public Values.OfReals apply(double[] numbers) {
    double[] shift = means.stream().mapToDouble(Double::doubleValue).toArray();
    double[] divisor = deviations.stream().mapToDouble(Double::doubleValue).toArray();
    float[] scaled = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      int feature = i % shift.length;
      scaled[i] = (float) ((numbers[i] - shift[feature]) / divisor[feature]);
      if (!Float.isFinite(scaled[i])) {
        throw new IllegalArgumentException(
            "number %d of a step is %s, too far from the mean %s in deviations of %s"
                .formatted(feature + 1, numbers[i], shift[feature], divisor[feature]));
      }
    }
    return new Values.OfReals(shift.length, scaled);
  }
}
