package org.ravel.network.head;

/**
 * Distributions in double precision. The loss of one symbol is looked up; a rank needs the
 * probabilities of all of them, which are filled in for it.
 */
public abstract class FilledDistributions implements Categorical {

  /**
   * The probabilities of all symbols after a step.
   *
   * @return valid until the next call, and not to be changed
   */
  protected abstract double[] all(int row, int step);

  @Override
  public final void probabilities(int row, int step, double[] into) {
    System.arraycopy(all(row, step), 0, into, 0, into.length);
  }

  @Override
  public final int rank(int row, int step, int symbol) {
    double[] probabilities = all(row, step);
    double own = probabilities[symbol];
    int above = 0;
    for (int token = 0; token < symbol; token++) {
      above += probabilities[token] >= own ? 1 : 0;
    }
    for (int token = symbol + 1; token < probabilities.length; token++) {
      above += probabilities[token] > own ? 1 : 0;
    }
    return above;
  }

  @Override
  public final int best(int row, int step) {
    double[] probabilities = all(row, step);
    int best = 0;
    for (int token = 1; token < probabilities.length; token++) {
      best = probabilities[token] > probabilities[best] ? token : best;
    }
    return best;
  }

  @Override
  public final void logits(int row, int step, float[] into) {
    double[] probabilities = all(row, step);
    for (int token = 0; token < into.length; token++) {
      into[token] = (float) Math.log(probabilities[token]);
    }
  }
}
