package org.ravel.hiddenmarkov.inference;

import java.util.Arrays;
import org.ravel.kernel.Doubles;

/**
 * The sums over all paths of hidden states by the forward–backward procedure in scaled space
 * (Rabiner 1989, <i>A tutorial on hidden Markov models</i>, III A and V A):
 *
 * <pre>
 * forward   α(t, j) = b(t, j) · Σ_i α(t−1, i) · a(i, j) / c(t), with c(t) so that Σ_j α(t, j) = 1
 * backward  β(t, i) = Σ_j a(i, j) · b(t+1, j) · β(t+1, j) / c(t+1)
 * log P     = Σ_t ln c(t)
 * </pre>
 *
 * α(t) is the distribution of the state at step t given what was seen until then, and α(t, i)·β(t,
 * i) that given all. Not for use by several threads.
 */
public final class ForwardBackward {
  private final MarkovChain chain;
  private final int states;

  /** Transitions by the state they lead to: shape [to, from]. */
  private final double[] into;

  private double[] forward = new double[0];
  private double[] scales = new double[0];
  private double[] seen;
  private int steps;
  private double endScale;

  /** Through a chain. */
  public ForwardBackward(MarkovChain chain) {
    this.chain = chain;
    this.states = chain.states();
    this.into = new double[states * states];
    for (int from = 0; from < states; from++) {
      for (int to = 0; to < states; to++) {
        into[to * states + from] = chain.transitions()[from * states + to];
      }
    }
  }

  /**
   * Runs forward.
   *
   * @param emissions the probability or density by which each state emits what is seen at each
   *     step, up to a factor that all states of a step share; shape [steps, states], not copied
   * @param steps of the sequence, 1 or more
   * @return the logarithm of the sequence's probability, without those factors
   * @throws IllegalArgumentException if no path can emit what is seen
   */
  public double forward(double[] emissions, int steps) {
    this.seen = emissions;
    this.steps = steps;
    forward = Doubles.room(forward, (long) steps * states);
    scales = Doubles.room(scales, steps);
    double logarithm = 0;
    for (int step = 0; step < steps; step++) {
      int at = step * states;
      if (step == 0) {
        System.arraycopy(chain.starts(), 0, forward, 0, states);
      } else {
        Arrays.fill(forward, at, at + states, 0);
        for (int from = 0; from < states; from++) {
          Doubles.addScaled(
              forward, at, forward[at - states + from], chain.transitions(), from * states, states);
        }
      }
      double sum = 0;
      for (int state = 0; state < states; state++) {
        forward[at + state] *= emissions[at + state];
        sum += forward[at + state];
      }
      requirePossible(sum, step);
      scales[step] = sum;
      for (int state = 0; state < states; state++) {
        forward[at + state] /= sum;
      }
      logarithm += Math.log(sum);
    }
    endScale = 1;
    if (chain.ends() != null) {
      endScale = Doubles.dot(forward, (steps - 1) * states, chain.ends(), 0, states);
      requirePossible(endScale, steps);
      logarithm += Math.log(endScale);
    }
    return logarithm;
  }

  private static void requirePossible(double sum, int step) {
    if (!(sum > 0)) {
      throw new IllegalArgumentException(
          "no path of hidden states explains what is seen up to step %d".formatted(step));
    }
  }

  /** The states of the sequence that ran forward last, given all that was seen of it. */
  public interface Posteriors {
    /**
     * Takes those of a step; called for the last step first.
     *
     * @param posteriors shape [states]; valid until the call returns
     */
    void add(int step, double[] posteriors);
  }

  /**
   * Runs back over the sequence that ran forward last.
   *
   * @param pairs added to: how often each transition is expected, shape [states, states]; may be
   *     null
   */
  public void backward(double[] pairs, Posteriors sink) {
    double[] back = new double[states];
    double[] ahead = new double[states];
    double[] posteriors = new double[states];
    double[] products = pairs == null ? null : new double[states * states];
    for (int state = 0; state < states; state++) {
      back[state] = chain.ends() == null ? 1 : chain.ends()[state] / endScale;
    }
    for (int step = steps - 1; step >= 0; step--) {
      int at = step * states;
      for (int state = 0; state < states; state++) {
        posteriors[state] = forward[at + state] * back[state];
        ahead[state] = seen[at + state] * back[state] / scales[step];
      }
      sink.add(step, posteriors);
      if (step > 0) {
        Arrays.fill(back, 0);
        for (int to = 0; to < states; to++) {
          Doubles.addScaled(back, 0, ahead[to], into, to * states, states);
        }
        if (products != null) {
          for (int from = 0; from < states; from++) {
            Doubles.addScaled(
                products, from * states, forward[at - states + from], ahead, 0, states);
          }
        }
      }
    }
    if (products != null) {
      for (int i = 0; i < products.length; i++) {
        pairs[i] += products[i] * chain.transitions()[i];
      }
    }
  }
}
