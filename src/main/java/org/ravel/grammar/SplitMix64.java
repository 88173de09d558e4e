package org.ravel.grammar;

/**
 * A pseudo-random generator that never changes, so that a sample corpus can be made again from its
 * seed bit for bit on any Java.
 *
 * <p>Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators", with the
 * mixing function's constants of Stafford's variant 13.
 */
public final class SplitMix64 {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  /** A generator at its beginning. */
  public SplitMix64(long seed) {
    this.state = seed;
  }

  /** Any of the 2^64 numbers. */
  public long nextLong() {
    state += GOLDEN_GAMMA;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Uniform over the multiples of 2^-53 in [0, 1). */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Standard normal, of two numbers of the generator (Box and Muller 1958). */
  public double nextGaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
    return radius * StrictMath.cos(2 * StrictMath.PI * nextDouble());
  }

  /** Uniform over {@code [0, bound)}, but for what 2^53 is no multiple of. */
  public int below(int bound) {
    return (int) (nextDouble() * bound);
  }
}
