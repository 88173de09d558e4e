package org.ravel.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ravel.sequence.Scaling;

class FeatureMomentsTest {
  private static final long SEED = 20_261_128;

  @Test
  void meanAndDeviationByHand() {
    FeatureMoments moments = new FeatureMoments(2);
    moments.add(new ReadSteps.OfNumbers(2, new double[] {1, 7, 3, 7}));
    moments.add(new ReadSteps.OfNumbers(2, new double[] {8, 7}));
    Scaling scaling = moments.standard();
    assertThat(scaling.means()).containsExactly(4.0, 7.0);
    // (9 + 1 + 16) / 3, and a number that is always the same.
    assertThat(scaling.deviations().get(0)).isCloseTo(Math.sqrt(26 / 3.0), within(1e-15));
    assertThat(scaling.deviations().get(1)).isEqualTo(1);
  }

  /** Decimal fractions add exactly; sums in double precision would have lost the deviation. */
  @Test
  void sumsAreExactInAnyOrderAndAnyDivision() {
    Random random = new Random(SEED);
    double[] numbers = new double[2000];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = 1.7e9 + random.nextGaussian() * Math.pow(10, random.nextInt(8) - 6);
    }
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    for (double number : numbers) {
      BigDecimal exact = new BigDecimal(number);
      sum = sum.add(exact);
      squares = squares.add(exact.multiply(exact));
    }
    BigDecimal count = BigDecimal.valueOf(numbers.length);
    BigDecimal variance =
        squares
            .multiply(count)
            .subtract(sum.multiply(sum))
            .divide(count.multiply(count), MathContext.DECIMAL128);
    Scaling whole = standard(numbers, 1);
    assertThat(whole.means()).containsExactly(sum.divide(count).doubleValue());
    assertThat(whole.deviations().get(0))
        .isCloseTo(variance.sqrt(MathContext.DECIMAL64).doubleValue(), within(1e-14));
    double[] reversed = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      reversed[i] = numbers[numbers.length - 1 - i];
    }
    assertThat(standard(reversed, 1)).isEqualTo(whole);
    assertThat(standard(numbers, 7)).isEqualTo(whole);
    assertThat(standard(reversed, 100)).isEqualTo(whole);
  }

  private static Scaling standard(double[] numbers, int parts) {
    FeatureMoments all = new FeatureMoments(1);
    int from = 0;
    for (int part = 1; part <= parts; part++) {
      int end = numbers.length * part / parts;
      double[] own = Arrays.copyOfRange(numbers, from, end);
      FeatureMoments moments = new FeatureMoments(1);
      moments.add(new ReadSteps.OfNumbers(1, own));
      all.add(moments);
      from = end;
    }
    return all.standard();
  }
}
