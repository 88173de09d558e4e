package org.ravel.evaluation.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ravel.evaluation.measure.Text;

class ExactSpreadTest {

  private static ExactSpread of(double... losses) {
    ExactSpread spread = ExactSpread.ZERO;
    for (double loss : losses) {
      spread = spread.plus(loss, loss * loss, 1);
    }
    return spread;
  }

  @Test
  void theStandardErrorOfFourNumbers() {
    // Mean 5, squared distances 9 + 1 + 1 + 9 = 20, variance 20/3, of the mean 20/12.
    assertThat(of(2, 4, 6, 8).rounded())
        .isEqualTo(new Text.PositionLoss(new Text.Loss(20, 4), Math.sqrt(20 / 3.0) / 2));
  }

  @Test
  void aSmallSpreadOfLargeNumbersIsNotLost() {
    // The squares, 2^52 and more, and their sums are exact; in doubles n·Q − X² would be 0.
    double large = 1 << 26;

    assertThat(of(large, large, large + 1, large + 1).rounded().standardError())
        .isCloseTo(Math.sqrt(1 / 3.0) / 2, within(1e-9));
    assertThat(of(0.1, 0.1, 0.1).rounded().standardError()).isCloseTo(0, within(1e-8));
  }

  @Test
  void theOrderDoesNotMatter() {
    Random random = new Random(7);
    List<ExactSpread> blocks = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      blocks.add(of(random.nextDouble(), random.nextGaussian() * 1e6, random.nextDouble() / 1e9));
    }
    ExactSpread forwards = blocks.stream().reduce(ExactSpread.ZERO, ExactSpread::plus);
    Collections.shuffle(blocks, random);

    assertThat(blocks.stream().reduce(ExactSpread.ZERO, ExactSpread::plus).rounded())
        .isEqualTo(forwards.rounded());
  }

  @Test
  void thereIsNoneOfOneNumberAndNoneThatIsANumberOfWhatIsNotFinite() {
    assertThat(of(3).rounded().standardError()).isNull();
    assertThat(of(3, Double.POSITIVE_INFINITY).rounded().standardError()).isNaN();
    // The square overflows where the loss does not.
    assertThat(of(3, 1e200).rounded().standardError()).isNaN();
  }
}
