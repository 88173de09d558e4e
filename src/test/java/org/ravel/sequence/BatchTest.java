package org.ravel.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {
  private static final int[][] TOKENS = {{1, 2, 3, 4, 5, 6}, {7, 8, 9}, null, {5}, {}};
  private static final Schema SAME_STEP =
      new Schema(
          Order.INDEPENDENT,
          Alignment.SAME_STEP,
          List.of(new Column.Ids("tokens", "vocabulary"), new Column.Ids("labels", "labels")));

  @Test
  void aTokenIsTheTargetOfTheOneBefore() {
    Batch batch = Batch.nextStep(TOKENS, 0, 5);
    assertThat(batch.inputs().lengths()).containsExactly(5, 2, 0, 0, 0);
    assertThat(batch.targets().lengths()).containsExactly(5, 2, 0, 0, 0);
    assertThat(row(batch.inputs(), 1)).containsExactly(7, 8);
    assertThat(row(batch.symbols(), 1)).containsExactly(8, 9);
    assertThat(batch.inputs().ids()).hasSize(25).startsWith(1, 7, 0, 0, 0, 2, 8, 0);
    assertThat(batch.counted()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8})
  void piecesTogetherAreTheWhole(int steps) {
    for (int r = 0; r < TOKENS.length; r++) {
      List<Integer> inputs = new ArrayList<>();
      List<Integer> targets = new ArrayList<>();
      for (int from = 0; from < 6; from += steps) {
        Batch batch = Batch.nextStep(TOKENS, from, steps);
        inputs.addAll(row(batch.inputs(), r));
        targets.addAll(row(batch.symbols(), r));
      }
      Batch whole = Batch.nextStep(TOKENS, 0, 6);
      assertThat(inputs).isEqualTo(row(whole.inputs(), r));
      assertThat(targets).isEqualTo(row(whole.symbols(), r));
    }
  }

  @Test
  void aFieldIsFullWhereNothingPads() {
    assertThat(Field.of(new int[] {1, 2}, new int[] {3, 4}).isFull()).isTrue();
    assertThat(Field.of(new int[] {1, 2}, new int[] {3}).isFull()).isFalse();
    assertThat(Field.of(new int[] {1, 2}, new int[] {3}).count()).isEqualTo(3);
  }

  @Test
  void lengthsBeyondTheFieldAreRefused() {
    assertThatThrownBy(() -> new Field(2, new int[] {3}, new int[2]))
        .hasMessage("a sequence has length 3 in a field of 2 steps");
    assertThatThrownBy(() -> new Field(2, new int[] {1}, new int[3]))
        .hasMessage("a field of 2 steps and 1 rows has 3 ids");
  }

  @Test
  void labelsStandAtTheirSteps() {
    Batch batch = Batch.of(SAME_STEP, List.of(example(new int[] {4, 5, 6}, 1, 2, 3), example()));
    assertThat(row(batch.inputs(), 0)).containsExactly(4, 5, 6);
    assertThat(row(batch.symbols(), 0)).containsExactly(1, 2, 3);
    assertThat(batch.inputs().lengths()).containsExactly(3, 0);
    assertThat(batch.counted()).isEqualTo(3);
  }

  @Test
  void aWholeExampleHasOneLabel() {
    Schema schema = new Schema(Order.INDEPENDENT, Alignment.WHOLE, SAME_STEP.columns());
    Batch batch =
        Batch.of(schema, List.of(example(new int[] {4, 5, 6}, 7), example(new int[0], 8)));
    assertThat(batch.inputs().steps()).isEqualTo(3);
    assertThat(batch.symbols().ids()).containsExactly(7, 8);
    assertThat(batch.targets().lengths()).containsExactly(1, 1);
    assertThat(batch.counted()).isEqualTo(2);
  }

  @Test
  void vectorsStandStepAfterStep() {
    Schema schema =
        new Schema(
            Order.INDEPENDENT,
            Alignment.WHOLE,
            List.of(new Column.Reals("signal", Scaling.none(2)), SAME_STEP.target()));
    Batch batch = Batch.of(schema, List.of(signal(1, 2, 3, 4), signal(5, 6)));
    RealField read = (RealField) batch.read();
    assertThat(read.numbers()).containsExactly(1, 2, 5, 6, 3, 4, 0, 0);
    assertThat(read.lengths()).containsExactly(2, 1);
    assertThat(read.count()).isEqualTo(3);
    assertThat(read.isFull()).isFalse();
    assertThatThrownBy(batch::inputs).hasMessageContaining("real numbers, not ids");
  }

  @Test
  void examplesOfAStreamAreTheirOwnTargets() {
    Schema schema = new Schema(Order.STREAM, Alignment.NEXT_STEP, List.of(SAME_STEP.input()));
    Example example =
        new Example(0, List.of(new Values.OfIds(new int[] {1, 2, 0, 0})), Origin.of(0));
    Batch batch = Batch.of(schema, List.of(example));
    assertThat(row(batch.inputs(), 0)).containsExactly(1, 2, 0);
    assertThat(row(batch.symbols(), 0)).containsExactly(2, 0, 0);
    assertThat(schema.steps(example)).isEqualTo(3);
    assertThat(schema.targets(example)).isEqualTo(3);
    assertThat(schema.count(example, 0)).isEqualTo(2);
  }

  @Test
  void aSchemaHasInputsAndTargetsOfDifferentNames() {
    assertThatThrownBy(
            () -> new Schema(Order.INDEPENDENT, Alignment.WHOLE, List.of(SAME_STEP.input())))
        .hasMessageContaining("2 columns or more");
    assertThatThrownBy(
            () ->
                new Schema(
                    Order.INDEPENDENT,
                    Alignment.WHOLE,
                    List.of(SAME_STEP.input(), SAME_STEP.input())))
        .hasMessageContaining("all of different names");
  }

  private static Example example() {
    return example(new int[0]);
  }

  private static Example example(int[] tokens, int... labels) {
    return new Example(
        0, List.of(new Values.OfIds(tokens), new Values.OfIds(labels)), Origin.of(0));
  }

  private static Example signal(float... numbers) {
    return new Example(
        0, List.of(new Values.OfReals(2, numbers), new Values.OfIds(new int[] {1})), Origin.of(0));
  }

  private static List<Integer> row(Field field, int row) {
    List<Integer> ids = new ArrayList<>();
    for (int step = 0; field.has(row, step); step++) {
      ids.add(field.id(row, step));
    }
    return ids;
  }
}
