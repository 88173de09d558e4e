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

  @Test
  void aTokenIsTheTargetOfTheOneBefore() {
    Batch batch = Batch.nextStep(TOKENS, 0, 5);
    assertThat(batch.inputs().lengths()).containsExactly(5, 2, 0, 0, 0);
    assertThat(batch.targets().lengths()).containsExactly(5, 2, 0, 0, 0);
    assertThat(row(batch.inputs(), 1)).containsExactly(7, 8);
    assertThat(row(batch.targets(), 1)).containsExactly(8, 9);
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
        targets.addAll(row(batch.targets(), r));
      }
      Batch whole = Batch.nextStep(TOKENS, 0, 6);
      assertThat(inputs).isEqualTo(row(whole.inputs(), r));
      assertThat(targets).isEqualTo(row(whole.targets(), r));
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

  private static List<Integer> row(Field field, int row) {
    List<Integer> ids = new ArrayList<>();
    for (int step = 0; field.has(row, step); step++) {
      ids.add(field.id(row, step));
    }
    return ids;
  }
}
