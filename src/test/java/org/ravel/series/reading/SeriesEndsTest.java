package org.ravel.series.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ravel.config.ForecastingConfig.Transform;
import org.ravel.config.Frequency;
import org.ravel.config.ScalingConfig.ScalingRule;
import org.ravel.sequence.Horizon;
import org.ravel.sequence.SeriesSteps;
import org.ravel.series.SeriesTable;
import org.ravel.series.SeriesTable.Scale;

class SeriesEndsTest {
  private static final double GAP = Double.NaN;

  /** One column that is forecast, two steps ahead, after three values. */
  private static final Horizon PLAIN = new Horizon(3, 2, 1, 0, 0, true, Horizon.Base.VALUE, 1);

  /** Beside one that is known of the future. */
  private static final Horizon KNOWN = new Horizon(2, 2, 1, 0, 1, false, Horizon.Base.VALUE, 1);

  @Test
  void theLastValuesAreReadAsTheSeriesWasScaled() throws MalformedSeries {
    SeriesEnd end = ends(PLAIN, Transform.NONE, 4).of(series("a", 1, 10, 20, 30, 40, 50));
    assertThat(end.name()).isEqualTo("a");
    assertThat(end.number()).isZero();
    assertThat(end.window().numbers()).containsExactly(1, 2, 3, 4, Float.NaN, Float.NaN);
    assertThat(end.time(1)).isEqualTo("6");
    assertThat(end.series().inUnits(0, 0, 4)).isEqualTo(50);
  }

  /** What is missing at the end is forecast, and within it is missing. */
  @Test
  void rowsWithoutValuesAreNotTheEnd() throws MalformedSeries {
    SeriesEnd end = ends(PLAIN, Transform.NONE, 9).of(series("a", 1, 10, 20, GAP, 40, GAP, GAP));
    assertThat(end.window().numbers()).containsExactly(0, 1, Float.NaN, 3, Float.NaN, Float.NaN);
    assertThat(end.time(2)).isEqualTo("6");
  }

  @Test
  void whatIsKnownOfTheFutureIsBehindTheEnd() throws MalformedSeries {
    SeriesEnds ends = ends(KNOWN, Transform.NONE, 2);
    SeriesEnd end = ends.of(series("a", 2, 10, 1, 20, 2, 30, 3, GAP, 4, GAP, 5, GAP, 6));
    assertThat(end.window().numbers()).containsExactly(1, 2, 2, 3, Float.NaN, 4, Float.NaN, 5);
    assertThatThrownBy(() -> ends.of(series("a", 2, 10, 1, 20, 2, 30, 3, GAP, 4)))
        .isInstanceOf(MalformedSeries.class)
        .hasMessage(
            "has no number in column k at 5, but what is known of the future must be given for all times up to 2 after the last value; add rows with it, without values");
  }

  /** As 0 it would be read like any other value. */
  @Test
  void gapsAreRefusedWhereTrainingHadNone() throws MalformedSeries {
    SeriesEnds ends = ends(KNOWN, Transform.NONE, 3);
    assertThatThrownBy(() -> ends.of(series("a", 2, 10, 1, 20, 2, GAP, 3, 40, 4, GAP, 5, GAP, 6)))
        .isInstanceOf(MalformedSeries.class)
        .hasMessage(
            "has no number in column y at 3, but the model cannot read series with gaps, since its training had none; fill the gap in, or train with series that have some");
    // The gap is before all that is read.
    SeriesEnd end = ends.of(series("a", 2, GAP, 1, 20, 2, 30, 3, 40, 4, GAP, 5, GAP, 6));
    assertThat(end.window().numbers()).startsWith(1, 2, 2, 3, 3, 4);
  }

  /** Mean 20 and deviation 10; of the logarithm it is that of logarithms. */
  @Test
  void aSeriesThatTrainingDidNotHaveIsScaledByItself() throws MalformedSeries {
    SeriesEnd end = ends(PLAIN, Transform.NONE, 9).of(series("new", 1, 10, 20, 20, 30));
    assertThat(end.number()).isEqualTo(SeriesSteps.UNKNOWN);
    assertThat(end.window().numbers()[1]).isZero();
    assertThat(end.series().inUnits(0, 0, 0)).isEqualTo(20);
    assertThatThrownBy(
            () ->
                ends(PLAIN, Transform.NONE, 9).of(series("new", 1, 1e-200, 2e-200, 1e-200, 3e-200)))
        .hasMessageContaining("has values of column y from 1.0E-200 to 3.0E-200, which differ by");
    double e = Math.E;
    SeriesEnd logarithm = ends(PLAIN, Transform.LOG, 9).of(series("new", 1, 1, e * e, 1, e * e));
    assertThat(logarithm.window().numbers()).startsWith(-1, 1, -1, 1);
  }

  @Test
  void whatCannotBeForecastIsRefused() {
    assertRefused(
        PLAIN,
        series("a", 1, 10, 20),
        "has 2 values up to its last one, but the model reads 3 before it forecasts; give it more of its past");
    assertRefused(
        PLAIN, series("a", 1, GAP, GAP, GAP), "has no value of y; give it values, or take it out");
    assertThatThrownBy(() -> ends(PLAIN, Transform.LOG, 9).of(series("a", 1, 3, 0, 5)))
        .hasMessageStartingWith("has 0.0 in column y at 2, which the model cannot read");
  }

  private static void assertRefused(Horizon horizon, ReadSeries series, String message) {
    assertThatThrownBy(() -> ends(horizon, Transform.NONE, 9).of(series))
        .isInstanceOf(MalformedSeries.class)
        .hasMessage(message);
  }

  private static SeriesEnds ends(Horizon horizon, Transform transform, int longest) {
    List<String> columns = horizon.known() == 0 ? List.of("y") : List.of("y", "k");
    List<Scale> scales = new ArrayList<>(List.of(new Scale(10, 10)));
    if (horizon.known() > 0) {
      scales.add(Scale.NONE);
    }
    SeriesTable table =
        new SeriesTable(
            SeriesTable.Header.of(
                1,
                columns,
                1,
                horizon.known(),
                new Frequency(1, Frequency.Unit.STEP),
                1,
                transform),
            List.of(new SeriesTable.Entry("a", scales, Arrays.asList(1.0), 9, 0, "1", "9")));
    return new SeriesEnds(horizon, table, ScalingRule.STANDARD, longest);
  }

  /** At times from 1 on. */
  private static ReadSeries series(String name, int width, double... numbers) {
    List<BigDecimal> times = new ArrayList<>();
    for (int i = 1; i <= numbers.length / width; i++) {
      times.add(BigDecimal.valueOf(i));
    }
    return new ReadSeries(name, times, false, width, numbers);
  }
}
