package org.ravel.network.head;

/**
 * What a linear chain says: the most probable path of labels as a whole, and the probability of
 * each label at each step, over all paths.
 */
public final class LabelPaths implements Categorical {
  private final int[][] paths;
  private final double[] posteriors;
  private final int labels;

  /**
   * A prediction.
   *
   * @param paths by row, then step
   * @param posteriors shape [steps, rows, labels]
   */
  public LabelPaths(int[][] paths, double[] posteriors, int labels) {
    this.paths = paths;
    this.posteriors = posteriors;
    this.labels = labels;
  }

  @Override
  public int symbols() {
    return labels;
  }

  /** At most 744, where the probability is too small for a number. */
  @Override
  public double nats(int row, int step, int symbol) {
    double probability = posteriors[place(row, step) + symbol];
    return -Math.log(probability == 0 ? Double.MIN_VALUE : probability);
  }

  @Override
  public int rank(int row, int step, int symbol) {
    int at = place(row, step);
    double own = posteriors[at + symbol];
    int above = 0;
    for (int id = 0; id < labels; id++) {
      boolean lower = posteriors[at + id] < own || (posteriors[at + id] == own && id >= symbol);
      above += lower ? 0 : 1;
    }
    return above;
  }

  @Override
  public int best(int row, int step) {
    return paths[row][step];
  }

  @Override
  public void logits(int row, int step, float[] into) {
    for (int id = 0; id < labels; id++) {
      into[id] = (float) -nats(row, step, id);
    }
  }

  private int place(int row, int step) {
    return (step * paths.length + row) * labels;
  }
}
