package org.ravel.ngram;

import java.io.Serializable;

/**
 * What modified Kneser–Ney smoothing takes from the count of each n-gram of an order (Chen and
 * Goodman 1998, equation 17). With {@code n1} to {@code n4} n-grams of the order that have the
 * counts 1 to 4, and {@code Y = n1 / (n1 + 2·n2)}, it is
 *
 * <pre>
 * D1  = 1 − 2·Y·n2/n1      from a count of 1
 * D2  = 2 − 3·Y·n3/n2      from a count of 2
 * D3+ = 3 − 4·Y·n4/n3      from a larger count
 * </pre>
 *
 * <p>Of little data, or of data with few different tokens such as characters, the formulas can give
 * no number or one out of range. The order then has the discounts 0.5, 1 and 1.5, those of KenLM's
 * {@code --discount_fallback}.
 *
 * @param one D1
 * @param two D2
 * @param more D3+
 * @param fallback whether the counts gave none
 */
public record Discounts(double one, double two, double more, boolean fallback)
    implements Serializable {
  private static final Discounts FALLBACK = new Discounts(0.5, 1, 1.5, true);

  /**
   * Estimates the discounts of an order.
   *
   * @param n1 how many of its n-grams have a count of 1
   * @param n2 of 2
   * @param n3 of 3
   * @param n4 of 4
   */
  public static Discounts of(long n1, long n2, long n3, long n4) {
    if (n1 == 0 || n2 == 0 || n3 == 0) {
      return FALLBACK;
    }
    double y = n1 / (n1 + 2.0 * n2);
    double one = 1 - 2 * y * n2 / n1;
    double two = 2 - 3 * y * n3 / n2;
    double more = 3 - 4 * y * n4 / n3;
    // A discount of 0 would leave nothing for what was not seen.
    return one > 0 && two > 0 && more > 0 ? new Discounts(one, two, more, false) : FALLBACK;
  }

  /** What is taken from a count. */
  double from(long count) {
    return count > 2 ? more : count == 2 ? two : one;
  }

  /**
   * What is taken from several counts together.
   *
   * @param ones how many of them are 1
   * @param twos how many are 2
   * @param larger how many are larger
   */
  double from(long ones, long twos, long larger) {
    return one * ones + two * twos + more * larger;
  }
}
