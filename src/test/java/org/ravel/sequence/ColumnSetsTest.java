package org.ravel.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnSetsTest {
  private static final float NONE = Float.NaN;
  private static final int UNKNOWN = 3;

  private static Example example(int[][] sets) {
    return new Example(
        0, List.of(new Values.OfIds(new int[sets.length]), new Values.OfSets(sets)), Origin.of(0));
  }

  private static Schema schema(int labels, int atEnd) {
    return new Schema(
        Order.INDEPENDENT,
        Alignment.STEP_SETS,
        List.of(new Column.Ids("tokens", "v"), new Column.Sets("answers", "l", labels, atEnd)));
  }

  /** Two rows of two steps and one: labels 0 and 2 of each step, label 1 of the whole. */
  @Test
  void aLabelOfTheWholeIsDecidedAtTheLastStepAlone() {
    Schema schema = schema(3, 1);
    Example longer = example(new int[][] {{0}, {2, 1}});
    Example shorter = example(new int[][] {{UNKNOWN}});
    Batch batch = Batch.of(schema, List.of(longer, shorter));
    RealField targets = (RealField) batch.targets();
    assertThat(targets.numbers())
        .containsExactly(1, NONE, 0, /* the shorter one */ 0, 0, 0, 0, 1, 1, 0, 0, 0);
    assertThat(targets.lengths()).containsExactly(2, 1);
    assertThat(batch.counted()).isEqualTo(8);
    assertThat(schema.targets(longer)).isEqualTo(5);
    assertThat(schema.targets(shorter)).isEqualTo(3);
    assertThat(schema.count(shorter, UNKNOWN)).isEqualTo(1);
    assertThat(schema.count(longer, 0)).isEqualTo(1);
    assertThat(schema.steps(longer)).isEqualTo(2);
  }

  @Test
  void decisionsAreThoseThatCount() {
    for (Schema schema : List.of(schema(3, 1), schema(3, Column.Sets.NONE), schema(1, 0))) {
      Example example = example(new int[][] {{}, {0}, {}});
      assertThat(Batch.of(schema, List.of(example)).counted()).isEqualTo(schema.targets(example));
      int decided = 0;
      for (int step = 0; step < 3; step++) {
        for (int label = 0; label < schema.sets().labels(); label++) {
          decided += schema.sets().decides(label, step, 3) ? 1 : 0;
        }
      }
      assertThat(decided).isEqualTo(schema.targets(example));
    }
    assertThat(schema(1, 0).sets().hasSteps()).isFalse();
    assertThat(schema(2, 0).sets().hasSteps()).isTrue();
    assertThatThrownBy(() -> schema(2, 2)).hasMessage("sets of 2 labels with 2 at the end");
  }
}
