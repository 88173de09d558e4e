package org.ravel.network.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PieceMeanTest {

  /** √(0.9 · 0.2) against √(0.1 · 0.8), by hand. */
  @Test
  void isTheNormalisedGeometricMean() {
    SymbolPieces mean = new SymbolPieces(2);
    mean.add(new Given(0.9), 0);
    mean.add(new Given(0.2), 0);
    double first = Math.sqrt(0.18);
    double second = Math.sqrt(0.08);
    assertThat(Math.exp(-mean.nats(0, 0, 0))).isCloseTo(first / (first + second), within(1e-12));
    assertThat(Math.exp(-mean.nats(0, 0, 1))).isCloseTo(second / (first + second), within(1e-12));
    assertThat(mean.best(0, 0)).isZero();
    assertThat(mean.rank(0, 0, 1)).isEqualTo(1);
    float[] logits = new float[2];
    mean.logits(0, 0, logits);
    assertThat((double) logits[0] - logits[1]).isCloseTo(Math.log(first / second), within(1e-6));
  }

  @Test
  void whatIsNoNumberStaysNone() {
    SymbolPieces mean = new SymbolPieces(2);
    mean.add(new Given(0.5), 0);
    mean.add(new Given(Double.NaN), 0);
    assertThat(mean.nats(0, 0, mean.best(0, 0))).isNaN();
  }

  /** The mean of log-odds is the normalised geometric mean of a label's two probabilities. */
  @Test
  void aLabelThatIsThereOrNotHasTheMeanOfItsLogOdds() {
    BernoulliLoss loss = new BernoulliLoss(2);
    RealPrediction first = new RealPrediction(loss, new double[] {9, 9, 2, -1}, 2);
    RealPrediction second = new RealPrediction(loss, new double[] {-1, 4}, 1);
    PieceMean mean = first.pieces();
    mean.add(first, 1);
    mean.add(second, 0);
    RealPrediction found = (RealPrediction) mean.prediction();
    assertThat(found.mean(0, 0, 0)).isCloseTo(1 / (1 + Math.exp(-0.5)), within(1e-12));
    double there = Math.sqrt(first.mean(1, 0, 1) * second.mean(0, 0, 1));
    double not = Math.sqrt((1 - first.mean(1, 0, 1)) * (1 - second.mean(0, 0, 1)));
    assertThat(found.mean(0, 0, 1)).isCloseTo(there / (there + not), within(1e-12));
  }

  /** Two symbols, of which the first has a probability. */
  private record Given(double first) implements Categorical {
    @Override
    public int symbols() {
      return 2;
    }

    @Override
    public double nats(int row, int step, int symbol) {
      return -Math.log(symbol == 0 ? first : 1 - first);
    }

    @Override
    public int rank(int row, int step, int symbol) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int best(int row, int step) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void logits(int row, int step, float[] into) {
      throw new UnsupportedOperationException();
    }
  }
}
