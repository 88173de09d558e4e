package org.ravel.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class IdSetsTest {
  private static final Schema SETS =
      new Schema(
          Order.INDEPENDENT,
          Alignment.SET,
          List.of(new Column.Ids("tokens", "vocabulary"), new Column.Ids("labels", "labels")));

  private static Example example(int[] tokens, int... labels) {
    return new Example(
        0, List.of(new Values.OfIds(tokens), new Values.OfIds(labels)), Origin.NOT_KEPT);
  }

  /** However many labels there are, and be there none: they are one target. */
  @Test
  void aSetIsOneTarget() {
    List<Example> examples =
        List.of(
            example(new int[] {5, 6, 7}, 2, 0),
            example(new int[] {5}),
            example(new int[] {6, 6}, 1, 3, 9));

    Batch batch = Batch.of(SETS, examples);

    assertThat(batch.counted()).isEqualTo(3);
    assertThat(examples).allMatch(each -> SETS.targets(each) == 1);
    assertThat(SETS.count(examples.get(2), 9)).isEqualTo(1);
    assertThat(batch.inputs().lengths()).containsExactly(3, 1, 2);
    assertThat(batch.targets().steps()).isEqualTo(1);
    // Id 9 is none that a network of four labels could learn.
    assertThat(((IdSets) batch.targets()).indicators(4).numbers())
        .containsExactly(1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1);
    assertThatThrownBy(batch::symbols)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the targets of this batch are sets of ids, not ids");
  }

  @Test
  void rowsWithoutASetDoNotCount() {
    IdSets sets = new IdSets(new int[] {1, 0}, new int[][] {{}, {}});
    assertThat(sets.count()).isEqualTo(1);
    assertThat(sets.has(0, 0)).isTrue();
    assertThat(sets.has(1, 0)).isFalse();
    assertThatThrownBy(() -> new IdSets(new int[1], new int[2][])).hasMessage("1 rows have 2 sets");
  }
}
