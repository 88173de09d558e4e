package org.ravel.evaluation.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ravel.sequence.Example;
import org.ravel.sequence.Origin;
import org.ravel.sequence.Values;

class MostFrequentLabelTest {
  private static final MostFrequentLabel BASELINE = new MostFrequentLabel(2, 0, 3, 1);

  /** Whatever is read, words or real numbers. */
  @Test
  void isTheSameForEachExample() {
    for (Values read :
        List.of(new Values.OfIds(new int[] {4, 5}), new Values.OfReals(2, new float[] {4, 5}))) {
      Example example =
          new Example(0, List.of(read, new Values.OfIds(new int[] {1})), Origin.NOT_KEPT);
      assertThat(BASELINE.label(example, 0)).isEqualTo(2);
    }
  }

  @Test
  void isTheMostFrequentOfThoseThatAreAllowed() {
    assertThat(BASELINE.label(new int[] {4}, 0, 1, label -> label != 2 && label != 0)).isEqualTo(3);
  }
}
