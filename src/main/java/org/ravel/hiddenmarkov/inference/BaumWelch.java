package org.ravel.hiddenmarkov.inference;

import java.util.Iterator;
import org.ravel.kernel.Doubles;

/**
 * The expectation step of Baum–Welch over sequences.
 *
 * @param <S> a sequence
 */
public final class BaumWelch<S> {
  private final Hmm<S> model;
  private final ForwardBackward sums;
  private double[] emissions = new double[0];

  /** Counts with a model. */
  public BaumWelch(Hmm<S> model) {
    this.model = model;
    this.sums = new ForwardBackward(model.chain());
  }

  /** What is expected of sequences, each of which begins anew; added up in their order. */
  public ExpectedCounts<S> expect(Iterator<S> sequences) {
    ExpectedCounts<S> counts = new ExpectedCounts<>(model);
    while (sequences.hasNext()) {
      S sequence = sequences.next();
      double logarithm = forward(sequence);
      counts.add(sequence, model.seen(sequence), sums, logarithm);
    }
    return counts;
  }

  /** The logarithm of a sequence's probability or density. */
  public double forward(S sequence) {
    int steps = model.steps(sequence);
    emissions = Doubles.room(emissions, (long) steps * model.states());
    double factors = model.emit(sequence, emissions);
    return factors + sums.forward(emissions, steps);
  }
}
