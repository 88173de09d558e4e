package org.ravel.mixture;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ravel.network.Predictor;
import org.ravel.network.PredictorSource;

/**
 * The linear interpolation of several models' distributions (Jelinek and Mercer 1980,
 * <i>Interpolated estimation of Markov source parameters from sparse data</i>):
 *
 * <pre>p(w | history) = Σ weight(i) · p(w | history, model i)</pre>
 *
 * @param parts the models, all of one vocabulary
 * @param weights theirs, in the same order; at least 0, and 1 together
 */
public record MixtureModel(List<Part> parts, List<Double> weights) implements PredictorSource {

  /**
   * One of the models.
   *
   * @param predictors what it says
   * @param folder where it is stored, as a model of its own
   * @param digest SHA-256 of the description in that folder, which has the digests of all else
   * @param summary what it is, in words
   * @param parameters numbers that were learned, or n-grams
   */
  public record Part(
      PredictorSource predictors, String folder, String digest, String summary, long parameters)
      implements Serializable {}

  public MixtureModel {
    parts = List.copyOf(parts);
    weights = List.copyOf(weights);
    if (parts.size() != weights.size()) {
      throw new IllegalArgumentException(
          "%d models with %d weights".formatted(parts.size(), weights.size()));
    }
  }

  /** A mixture in which all models weigh the same. */
  public static MixtureModel even(List<Part> parts) {
    return new MixtureModel(parts, parts.stream().map(part -> 1.0 / parts.size()).toList());
  }

  /** The same models with other weights. */
  public MixtureModel weighted(double[] other) {
    return new MixtureModel(parts, Arrays.stream(other).boxed().toList());
  }

  /** Numbers that all its models have learned. */
  public long parameters() {
    return parts.stream().mapToLong(Part::parameters).sum();
  }

  @Override
  public Predictor get() {
    List<Predictor> predictors = new ArrayList<>();
    try {
      parts.forEach(part -> predictors.add(part.predictors().get()));
    } catch (RuntimeException e) {
      predictors.forEach(Predictor::close);
      throw e;
    }
    return new MixturePredictor(
        predictors, weights.stream().mapToDouble(weight -> weight).toArray());
  }
}
