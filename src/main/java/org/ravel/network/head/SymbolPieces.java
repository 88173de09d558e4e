package org.ravel.network.head;

/** The mean of the pieces' log-probabilities, normalised. */
final class SymbolPieces implements Categorical, PieceMean {
  private final double[] nats;
  private int pieces;

  SymbolPieces(int symbols) {
    nats = new double[symbols];
  }

  @Override
  public void add(Prediction piece, int row) {
    Categorical prediction = (Categorical) piece;
    for (int symbol = 0; symbol < nats.length; symbol++) {
      nats[symbol] += prediction.nats(row, 0, symbol);
    }
    pieces++;
  }

  @Override
  public Categorical prediction() {
    return this;
  }

  @Override
  public int symbols() {
    return nats.length;
  }

  @Override
  public double nats(int row, int step, int symbol) {
    double least = Double.POSITIVE_INFINITY;
    for (double each : nats) {
      least = Math.min(least, each);
    }
    double sum = 0;
    for (double each : nats) {
      sum += Math.exp((least - each) / pieces);
    }
    return (nats[symbol] - least) / pieces + Math.log(sum);
  }

  @Override
  public int rank(int row, int step, int symbol) {
    int above = 0;
    for (int other = 0; other < nats.length; other++) {
      boolean isMore = nats[other] < nats[symbol];
      above += isMore || (nats[other] == nats[symbol] && other < symbol) ? 1 : 0;
    }
    return above;
  }

  @Override
  public int best(int row, int step) {
    int best = 0;
    for (int symbol = 1; symbol < nats.length; symbol++) {
      best = nats[symbol] < nats[best] ? symbol : best;
    }
    return best;
  }

  @Override
  public void logits(int row, int step, float[] into) {
    for (int symbol = 0; symbol < nats.length; symbol++) {
      into[symbol] = (float) (-nats[symbol] / pieces);
    }
  }
}
