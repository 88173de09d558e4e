package org.ravel.training.evolution;

import java.util.Random;
import org.ravel.config.EvolutionConfig;
import org.ravel.training.state.Floats;

/**
 * Keeps the best weights, and mutates them with normal noise. Where a mutant is better, it is kept
 * and the noise grows; where none is, the noise decays. Noise that has decayed to a thousandth
 * starts anew: the search may be in a valley that small steps do not leave.
 *
 * <p>The best weights are a candidate of each generation themselves, since a round may have other
 * examples than the one before.
 */
final class HillClimbing implements WeightSearch {
  /** Mutants of a generation where none are asked for. */
  static final int MUTANTS = 20;

  private static final double LEAST = 1e-3;

  private final EvolutionConfig config;
  private final long seed;
  private float[] best;
  private float deviation;

  HillClimbing(EvolutionConfig config, long seed, float[] start) {
    this.config = config;
    this.seed = seed;
    this.best = start;
    this.deviation = (float) config.deviation();
  }

  @Override
  public float[][] candidates(long generation) {
    int mutants = config.population() == null ? MUTANTS : config.population();
    float[][] candidates = new float[mutants + 1][];
    candidates[0] = best;
    Random random = Generations.random(seed, generation);
    for (int i = 1; i <= mutants; i++) {
      candidates[i] = new float[best.length];
      for (int weight = 0; weight < best.length; weight++) {
        candidates[i][weight] = (float) (best[weight] + deviation * random.nextGaussian());
      }
    }
    return candidates;
  }

  @Override
  public void learn(long generation, float[][] candidates, double[] losses) {
    int least = Generations.least(losses);
    boolean better = losses[least] < losses[0];
    deviation *= (float) (better ? config.growth() : config.decay());
    if (deviation < LEAST * config.deviation()) {
      deviation = (float) config.deviation();
    }
    best = better ? candidates[least] : best;
  }

  @Override
  public Floats weights() {
    return new Floats(best);
  }

  /** The deviation. */
  @Override
  public Floats memory() {
    return new Floats(new float[] {deviation});
  }

  @Override
  public void restore(Floats weights, Floats memory) {
    best = weights.values().clone();
    deviation = memory.values()[0];
  }
}
