package org.ravel.evaluation.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ravel.config.GateConfig.Metric;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.evaluation.unit.UnitMetrics;
import org.ravel.network.head.RealPrediction;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Example;
import org.ravel.sequence.Horizon;
import org.ravel.sequence.Origin;
import org.ravel.sequence.Values;
import org.ravel.shard.ShardSchemas;

class SeriesUnitsTest {
  private static final Horizon HORIZON = new Horizon(1, 2, 1, 0, 0, true, Horizon.Base.VALUE, 1);
  private static final SeriesUnits UNITS = new SeriesUnits();

  /** Of 5, 7 and a gap, 7 and a gap, 4 the forecasts are 4 and 6: errors 1, 1, 3 and −2. */
  @Test
  void squaredErrorsOfAllThatIsThereAreAddedUp() {
    Example window =
        new Example(
            0,
            List.of(
                new Values.OfReals(1, new float[] {1, 5, 7, Float.NaN, 4}),
                new Values.OfIds(new int[1]),
                Values.text("0")),
            Origin.of(0));
    Batch batch = Batch.of(ShardSchemas.ofSeries(HORIZON), List.of(window));
    RealPrediction said = RealPrediction.points(1, 2, new double[] {4, 6, 4, 6, 4, 6});
    TargetRow row = new TargetRow(0, window, 0, batch, 0);
    double[] sums = new double[1 + UNITS.width()];
    UNITS.add(row, 0, row.steps(), said, sums, 1);
    double[] own = new double[UNITS.width()];
    System.arraycopy(sums, 1, own, 0, own.length);
    assertThat(sums[0]).isZero();
    assertThat(own[UnitMetrics.TARGETS]).isEqualTo(4).isEqualTo(batch.counted());
    assertThat(UNITS.statistic(Metric.RMSE).of(own)).isCloseTo(Math.sqrt(15 / 4.0), within(1e-12));
    // Half of the squared error.
    assertThat(UNITS.loss(own)).isCloseTo(15 / 8.0, within(1e-12));
    assertThat(UNITS.shown()).containsExactly(Metric.RMSE);
    assertThatThrownBy(() -> UNITS.statistic(Metric.ACCURACY)).hasMessage("ACCURACY of numbers");
  }
}
