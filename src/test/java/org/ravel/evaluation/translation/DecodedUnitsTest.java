package org.ravel.evaluation.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ravel.config.GateConfig.Metric;
import org.ravel.evaluation.unit.UnitMetrics;
import org.ravel.evaluation.unit.UnitSums;
import org.ravel.evaluation.unit.WrittenExample;
import org.ravel.evaluation.unit.WrittenMetrics;

class DecodedUnitsTest {
  private final DecodedUnits metrics = new DecodedUnits();

  private static WrittenSums sentence(String output, String reference) {
    return WrittenSums.of(output, reference, output.equals(reference), 1, 1);
  }

  /** The second one counts twice, as a bootstrap may draw it. */
  @Test
  void scoresOfAddedSumsAreThoseOfTheSentences() {
    WrittenSums one = sentence("the cat sat on the mat", "the cat is on the mat today");
    WrittenSums two = sentence("a dog runs in the long grass", "a dog runs through the long grass");
    WrittenSums drawn = one.plus(two).plus(two);
    double[] sums = new double[metrics.width()];
    double[] first = DecodedUnits.sums(one);
    double[] second = DecodedUnits.sums(two);
    for (int i = 0; i < metrics.written(); i++) {
      sums[WrittenMetrics.TARGET_METRICS.width() + i] = first[i] + 2 * second[i];
    }
    sums[UnitMetrics.TARGETS] = 4;
    sums[UnitMetrics.NATS] = 8;
    sums[UnitMetrics.HITS] = 1;
    assertThat(metrics.statistic(Metric.BLEU).of(sums))
        .isPositive()
        .isCloseTo(drawn.bleu().score(), within(1e-12));
    assertThat(metrics.statistic(Metric.CHRF).of(sums))
        .isPositive()
        .isCloseTo(drawn.chrf().score(), within(1e-12));
    assertThat(metrics.statistic(Metric.PERPLEXITY).of(sums)).isCloseTo(Math.exp(2), within(1e-12));
    assertThat(metrics.statistic(Metric.ACCURACY).of(sums)).isEqualTo(0.25);
  }

  /** Of a sequence in two pieces the first one has what was written of all of it. */
  @Test
  void whatIsWrittenIsPutInOnce() {
    int width = metrics.width();
    int at = WrittenMetrics.TARGET_METRICS.width();
    UnitSums units =
        new UnitSums(new int[] {3, 3, 5}, new int[] {0, 1, 1}, width, new double[3 * width]);
    double[] third = DecodedUnits.sums(sentence("a b", "a b c"));
    double[] fifth = DecodedUnits.sums(sentence("d e f g", "d e f g"));
    UnitSums with =
        units.with(List.of(new WrittenExample(5, fifth), new WrittenExample(3, third)), at);
    assertThat(with.sum(0, at)).isEqualTo(2);
    assertThat(with.sum(0, at + 1)).isEqualTo(3);
    assertThat(with.sum(1, at)).isZero();
    assertThat(with.sum(2, at)).isEqualTo(4);
    assertThat(units.sum(0, at)).isZero();
  }
}
