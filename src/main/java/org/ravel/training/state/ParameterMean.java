package org.ravel.training.state;

/**
 * A weighted mean of parameters, to which more are added one after another.
 *
 * @param parameters the mean; empty before the first
 * @param weight of all that are in it
 */
public record ParameterMean(Floats parameters, double weight) {

  public static ParameterMean none() {
    return new ParameterMean(Floats.none(), 0);
  }

  /** Whether there is nothing in it. */
  public boolean isEmpty() {
    return weight == 0;
  }

  /**
   * The mean with more parameters in it. This one's numbers are written over.
   *
   * @param more the parameters
   * @param kept by what the weight of those before is multiplied
   * @param added the weight of these, above 0
   */
  public ParameterMean plus(Floats more, double kept, double added) {
    double sum = kept * weight + added;
    Floats mean = isEmpty() ? new Floats(more.values().clone()) : parameters;
    mean.moveTowards(more, added / sum);
    return new ParameterMean(mean, sum);
  }
}
