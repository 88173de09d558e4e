package org.ravel.training.evolution;

import org.ravel.training.state.Floats;

/**
 * A search for weights by generations, without gradients: it is asked for candidates, and told how
 * bad each of them is. All that decides how it continues are numbers in single precision, so that
 * it continues from a checkpoint as if nothing had happened. It draws at random by the seed and the
 * generation's number alone.
 */
interface WeightSearch {

  /**
   * The candidates of a generation, as many numbers each as there are weights.
   *
   * @param generation from 1
   */
  float[][] candidates(long generation);

  /**
   * Learns from a generation.
   *
   * @param candidates as {@link #candidates} has given them
   * @param losses of each; positive infinity for one without a finite loss
   */
  void learn(long generation, float[][] candidates, double[] losses);

  /** The weights that it would answer with now. Not to be changed. */
  Floats weights();

  /** All else that decides how it continues. */
  Floats memory();

  /** Continues from weights and memory of another time. */
  void restore(Floats weights, Floats memory);
}
