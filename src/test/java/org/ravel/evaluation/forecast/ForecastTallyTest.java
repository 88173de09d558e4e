package org.ravel.evaluation.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ravel.evaluation.measure.Forecasts;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.HiddenState;
import org.ravel.network.Predictor;
import org.ravel.network.head.Prediction;
import org.ravel.network.head.RealPrediction;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Example;
import org.ravel.sequence.Horizon;
import org.ravel.sequence.Origin;
import org.ravel.sequence.Schema;
import org.ravel.sequence.Steps;
import org.ravel.sequence.Values;
import org.ravel.shard.ShardSchemas;

class ForecastTallyTest {
  private static final float GAP = Float.NaN;

  /** A value is 100 + 10 · scaled value; seasonal naive forecasts were off by 5 in training. */
  private static final ForecastUnits UNITS =
      new ForecastUnits(
          List.of(
              new ForecastUnit("first", 100, 10, false, 5),
              new ForecastUnit("second", 100, 10, false, 0)));

  private static final Horizon TWO_AHEAD = new Horizon(2, 2, 1, 0, 0, true, Horizon.Base.VALUE, 2);

  /** Two origins of one window, forecasts of 0 with variance 1: errors are the values. */
  @Test
  void errorsAreInTheSeriesUnits() {
    Forecasts found = measures(TWO_AHEAD, 0, window(0, 0, 1, 2, 3, GAP, -1));
    // At the first origin 3 and then nothing is to come, at the second nothing and then −1.
    assertThat(found.targets()).isEqualTo(2);
    assertThat(found.missing()).isEqualTo(2);
    assertThat(found.unscaled()).isZero();
    assertThat(found.model().squared()).isEqualTo((900 + 100) / 2.0);
    assertThat(found.model().absolute()).isEqualTo(20);
    assertThat(found.model().scaled()).isEqualTo(4);
    assertThat(found.model().standardisedSquared()).isEqualTo(5);
    assertThat(found.cost()).isCloseTo(Math.log(2 * Math.PI) + (9 + 1) / 2.0, within(1e-9));
    assertThat(found.isDensity()).isTrue();
    // Naive: 120 for 130, and 130 for 90.
    Forecasts.Baseline naive = found.baselines().get(0);
    assertThat(naive.name()).isEqualTo("naive");
    assertThat(naive.score().squared()).isEqualTo((100 + 1600) / 2.0);
    assertThat(naive.distance()).isCloseTo(Math.sqrt((400 + 900) / 2.0), within(1e-9));
    // Seasonal naive: 110 for 130, and 130 for 90.
    assertThat(found.baselines().get(1).score().squared()).isEqualTo((400 + 1600) / 2.0);
    // Drift: 130 for 130, and from 120 to 130 to 150 for 90.
    assertThat(found.baselines().get(2).score().squared()).isEqualTo(3600 / 2.0);
    assertThat(found.byStep()).extracting(Forecasts.StepErrors::targets).containsExactly(1L, 1L);
    assertThat(found.byStep().get(1).rootMeanSquares().get(0)).isEqualTo(10);
    // Mean: 115 for 130, and 125 for 90.
    assertThat(found.best().name()).isEqualTo("mean");
    assertThat(found.intervals().intervals().get(3).coverage()).isEqualTo(0.5);
  }

  /** What a network says of a change is said of the value. */
  @Test
  void changesAreAddedToTheLastValue() {
    Horizon changes = new Horizon(2, 1, 1, 0, 0, false, Horizon.Base.CHANGE, 1);
    Forecasts found = measures(changes, 0.5, window(0, 0, 1, 2, 4));
    // 125 for 140.
    assertThat(found.model().absolute()).isCloseTo(15, within(1e-9));
    assertThat(found.drawn().get(0).horizon().get(0).mean()).isCloseTo(125, within(1e-9));
    assertThat(found.drawn().get(0).horizon().get(0).low()).isCloseTo(125 - 16.4485, within(1e-3));
    assertThat(found.drawn().get(0).history()).containsExactly(110.0, 120.0);
    assertThat(found.drawn().get(0).start()).isEqualTo("2020-01-01");
  }

  /** A network that says there is no change copies the last value, and that is said. */
  @Test
  void whoCopiesTheLastValueIsFound() {
    Horizon changes = new Horizon(2, 1, 1, 0, 0, false, Horizon.Base.CHANGE, 1);
    float[] walk = walk(200);
    Forecasts copying = measures(changes, 1e-3, window(0, 0, walk));
    assertThat(copying.repeated()).map(Forecasts.Baseline::name).contains("naive");
    Horizon values = new Horizon(2, 1, 1, 0, 0, false, Horizon.Base.VALUE, 1);
    assertThat(measures(values, 0, window(0, 0, walk)).repeated()).isEmpty();
  }

  /** Another model that says there is no change forecasts what the naive baseline does. */
  @Test
  void aFittedModelIsHeldAgainstOnTheSameTargets() {
    Horizon changes = new Horizon(2, 2, 1, 0, 0, true, Horizon.Base.CHANGE, 2, true);
    Forecasts found =
        sums(
                TWO_AHEAD,
                0.5,
                List.of(new FittedForecasts.Opened(new Constants(changes, 0, 0), changes)),
                window(0, 0, walk(60)),
                window(1, 0, 3, 1, 4, 1, 5, 9, 2, 6))
            .measures(TWO_AHEAD, UNITS, List.of("other"));
    Forecasts.Baseline naive = found.baselines().get(0);
    Forecasts.Baseline other = found.baselines().get(5);
    assertThat(other.name()).isEqualTo("other");
    assertThat(other.fitted()).isTrue();
    assertThat(other.score()).isEqualTo(naive.score());
    assertThat(other.distance()).isEqualTo(naive.distance());
    assertThat(other.differenceError()).isEqualTo(naive.differenceError()).isPositive();
    assertThat(found.byStep().get(1).rootMeanSquares()).hasSize(7);
  }

  /** They are forecast side by side: each is held against what is said of it. */
  @Test
  void whatAFittedModelSaysOfEachWindowIsToldApart() {
    Example one = window(0, 0, walk(20));
    Example other = window(1, 0, 3, 1, 4, 1, 5, 9, 2, 6);
    Forecasts.Baseline together = constant(sums(TWO_AHEAD, 0.5, says(0, 1), one, other));
    ForecastSums apart =
        sums(TWO_AHEAD, 0.5, says(0), one).plus(sums(TWO_AHEAD, 0.5, says(1), other));
    assertThat(together.score().squared()).isEqualTo(constant(apart).score().squared());
    assertThat(together.score().squared())
        .isNotEqualTo(constant(sums(TWO_AHEAD, 0.5, says(1, 0), one, other)).score().squared());
  }

  private static Forecasts.Baseline constant(ForecastSums sums) {
    return sums.measures(TWO_AHEAD, UNITS, List.of("constant")).baselines().get(5);
  }

  private static List<FittedForecasts.Opened> says(double... byRow) {
    return List.of(new FittedForecasts.Opened(new Constants(TWO_AHEAD, byRow), TWO_AHEAD));
  }

  /** Says the same of all steps of a row. */
  private record Constants(Horizon horizon, double... byRow) implements Predictor {
    @Override
    public int vocabularySize() {
      return horizon.targets();
    }

    @Override
    public HiddenState start() {
      return null;
    }

    @Override
    public Prediction answer(Steps inputs, HiddenState state) {
      double[] means = new double[inputs.steps() * inputs.rows() * horizon.targets()];
      Arrays.setAll(means, i -> byRow[i / horizon.targets() % inputs.rows()]);
      return normal(inputs.rows(), horizon.targets(), means);
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }

  private static float[] walk(int steps) {
    Random random = new Random(4);
    float[] walk = new float[steps];
    for (int i = 1; i < steps; i++) {
      walk[i] = walk[i - 1] + (float) random.nextGaussian();
    }
    return walk;
  }

  @Test
  void aSeriesWithoutScaleIsInNoScaledMeasure() {
    Forecasts found = measures(TWO_AHEAD, 0, window(0, 0, 1, 2, 3, 3), window(1, 1, 1, 2, 3, 3));
    assertThat(found.targets()).isEqualTo(4);
    assertThat(found.unscaled()).isEqualTo(2);
    assertThat(found.model().scaled()).isEqualTo(30 / 5.0);
    assertThat(found.bySeries())
        .extracting(Forecasts.SeriesErrors::name)
        .containsExactly("first", "second");
    Forecasts alone = measures(TWO_AHEAD, 0, window(1, 1, 1, 2, 3, 3));
    assertThat(alone.figure("MASE").orElseThrow().value()).isNull();
    assertThat(alone.figure("OWA").orElseThrow().value()).isNull();
    assertThat(alone.figure("RMSE").orElseThrow().value()).isEqualTo(30);
  }

  /** The sums are the same in any order, to the last bit, and so are the windows that are drawn. */
  @Test
  void sumsDoNotDependOnTheOrderOfBlocks() {
    List<ForecastSums> blocks = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      float[] values = walk(12 + i);
      values[i] = GAP;
      blocks.add(sums(TWO_AHEAD, 0.1 * i, window(i % 2, i, values)));
    }
    ForecastSums forward = blocks.stream().reduce(ForecastSums::plus).orElseThrow();
    ForecastSums backward = blocks.get(8);
    for (int i = 7; i >= 0; i--) {
      backward = backward.plus(blocks.get(i));
    }
    Forecasts found = forward.measures(TWO_AHEAD, UNITS, List.of());
    assertThat(found).isEqualTo(backward.measures(TWO_AHEAD, UNITS, List.of()));
    assertThat(found.drawn()).hasSize(ForecastTally.WINDOWS);
    assertThat(found.best().differenceError()).isPositive();
  }

  private static Example window(int series, int index, float... values) {
    return new Example(
        index,
        List.of(
            new Values.OfReals(1, values),
            new Values.OfIds(new int[] {series}),
            Values.text("2020-01-01")),
        Origin.NOT_KEPT);
  }

  /** All numbers have the same mean and the variance 1. */
  private static RealPrediction normal(int rows, int width, int steps, double mean) {
    double[] means = new double[rows * steps * width];
    Arrays.fill(means, mean);
    return normal(rows, width, means);
  }

  private static RealPrediction normal(int rows, int width, double[] means) {
    double[] moments = new double[2 * means.length];
    for (int i = 0; i < moments.length; i++) {
      int step = i / width / 2;
      moments[i] = i / width % 2 == 0 ? means[step * width + i % width] : 1;
    }
    return RealPrediction.normal(rows, width, moments);
  }

  private static Forecasts measures(Horizon horizon, double mean, Example... windows) {
    return sums(horizon, mean, windows).measures(horizon, UNITS, List.of());
  }

  /** Of forecasts that are all the same, of variance 1. */
  private static ForecastSums sums(Horizon horizon, double mean, Example... windows) {
    return sums(horizon, mean, List.of(), windows);
  }

  private static ForecastSums sums(
      Horizon horizon, double mean, List<FittedForecasts.Opened> fitted, Example... windows) {
    Schema schema = ShardSchemas.ofSeries(horizon);
    Batch batch = Batch.of(schema, List.of(windows));
    RealPrediction prediction =
        normal(windows.length, horizon.targets(), batch.read().steps(), mean);
    ForecastTally tally = new ForecastTally(horizon, UNITS.units(), fitted);
    tally.begin(List.of(windows));
    for (int row = 0; row < windows.length; row++) {
      tally.add(new TargetRow(row, windows[row], 0, batch, row), prediction);
    }
    return tally.sums();
  }
}
