package org.ravel.evaluation.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ravel.evaluation.measure.Figure;
import org.ravel.evaluation.measure.Regression;
import org.ravel.evaluation.tally.Tally;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.head.RealPrediction;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Example;
import org.ravel.sequence.Origin;
import org.ravel.sequence.Scaling;
import org.ravel.sequence.Schema;
import org.ravel.sequence.Values;
import org.ravel.shard.ShardSchemas;

class RegressionTallyTest {
  /** A value is 10 + 2 times the first number, and 4 times the second one. */
  private static final Scaling SCALING = new Scaling(List.of(10.0, 0.0), List.of(2.0, 4.0));

  private static final Schema SCHEMA = ShardSchemas.ofValues(Scaling.none(1), false, SCALING);

  /** Scaled truths, and predictions. */
  private static final float[][] TRUE = {{0, 1}, {1, -1}, {2, 0.5f}};

  private static final double[] SAID = {0, 0.5, 2, -1, 2, 0.5};

  private static RegressionSums sums(int from, int to) {
    Tally<RegressionSums> tally = new RegressionTallies(SCALING).begin(List.of());
    for (int row = from; row < to; row++) {
      Example example =
          new Example(
              row,
              List.of(new Values.OfReals(1, new float[row + 1]), new Values.OfReals(2, TRUE[row])),
              Origin.NOT_KEPT);
      double[] said = {SAID[2 * row], SAID[2 * row + 1]};
      Batch batch = Batch.of(SCHEMA, List.of(example));
      assertThat(batch.counted()).isEqualTo(2);
      tally.add(new TargetRow(row, example, 0, batch, 0), RealPrediction.points(1, 2, said));
    }
    return tally.sums();
  }

  /** By hand: errors of the first number are 0, 1 and 0 scaled, and of the second −0.5, 0, 0. */
  @Test
  void measuresAreInTheNumbersOwnUnits() {
    Regression measures = sums(0, 3).measures();
    assertThat(measures.targets()).isEqualTo(6);
    Regression.Score first = measures.byNumber().get(0);
    assertThat(first.targets()).isEqualTo(3);
    assertThat(first.squared()).isCloseTo(4 / 3.0, within(1e-12));
    assertThat(first.absolute()).isCloseTo(2 / 3.0, within(1e-12));
    // Of 10, 12 and 14.
    assertThat(first.variance()).isCloseTo(8 / 3.0, within(1e-12));
    assertThat(first.determination()).isCloseTo(0.5, within(1e-12));
    assertThat(first.standardisedSquared()).isCloseTo(1 / 3.0, within(1e-12));
    // Squares 0, 4 and 0: their deviation is √(16/3), divided by √3.
    assertThat(first.squaredError()).isCloseTo(4 / 3.0, within(1e-12));
    Regression.Score second = measures.byNumber().get(1);
    assertThat(second.squared()).isCloseTo(4 / 3.0, within(1e-12));
    // Of 4, −4 and 2.
    assertThat(second.variance()).isCloseTo(36 / 3.0 - 4 / 9.0, within(1e-12));
    assertThat(measures.rootMeanSquare()).isCloseTo(Math.sqrt(4 / 3.0), within(1e-12));
    // Half the squares of scaled errors, of six numbers.
    assertThat(measures.loss()).isCloseTo((1 + 0.25) / 2 / 6, within(1e-12));
    assertThat(measures.isDensity()).isFalse();
    assertThat(measures.figure("R²").map(Figure::value))
        .hasValueSatisfying(
            value ->
                assertThat(value)
                    .isCloseTo((0.5 + 1 - 4 / 3.0 / second.variance()) / 2, within(1e-12)));
    assertThat(measures.worst())
        .extracting(Regression.Predicted::index)
        .containsExactly(1L, 0L, 2L);
    Regression.Predicted worst = measures.worst().get(0);
    assertThat(worst.values()).containsExactly(12.0, -4.0);
    assertThat(worst.predicted()).containsExactly(14.0, -4.0);
    assertThat(worst.steps()).isEqualTo(2);
    assertThat(measures.drawn()).hasSize(3);
  }

  @Test
  void blocksAddUpInAnyOrder() {
    Regression whole = sums(0, 3).measures();
    assertThat(sums(0, 1).plus(sums(1, 3)).measures()).isEqualTo(whole);
    assertThat(sums(2, 3).plus(sums(1, 2)).plus(sums(0, 1)).measures()).isEqualTo(whole);
  }

  @Test
  void aConstantHasNoShareThatCouldBeExplained() {
    Regression one = sums(0, 1).measures();
    assertThat(one.byNumber().get(0).determination()).isNaN();
    assertThat(one.byNumber().get(0).squaredError()).isNull();
    assertThat(one.figure("R²").orElseThrow().value()).isNull();
  }
}
