package org.ravel.network.module;

import java.util.random.RandomGenerator;

/**
 * One way of a batch through a network.
 *
 * @param training whether a backward pass follows, and dropout drops
 * @param random of dropout; null without training
 */
public record Pass(boolean training, RandomGenerator random) {
  /** Forward only. */
  public static final Pass PREDICTION = new Pass(false, null);
}
