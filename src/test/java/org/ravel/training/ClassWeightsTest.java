package org.ravel.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ravel.config.ClassWeightsConfig;
import org.ravel.config.ClassWeightsConfig.WeightRule;

class ClassWeightsTest {
  private static final String[] LABELS = {"a", "b", "c", "d"};
  private static final ClassWeightsConfig BALANCED =
      new ClassWeightsConfig(WeightRule.BALANCED, Map.of());

  /** {@code compute_class_weight} of scikit-learn: targets / (labels that occur · count). */
  @Test
  void aClassCountsTheMoreTheRarerItIs() {
    assertThat(ClassWeights.of(BALANCED, LABELS, () -> new long[] {6, 3, 0, 1}, 0))
        .containsExactly(10 / 18.0, 10 / 9.0, 1, 10 / 3.0);
  }

  /** Ten sequences: those without the label by those with it; 1 where there is one kind only. */
  @Test
  void aLabelOfASetIsHeldAgainstTheSequencesWithoutIt() {
    assertThat(ClassWeights.of(BALANCED, LABELS, () -> new long[] {8, 5, 0, 10}, 10))
        .containsExactly(0.25, 1, 1, 1);
  }

  @Test
  void givenWeightsAreTakenAsTheyAre() {
    ClassWeightsConfig given = new ClassWeightsConfig(WeightRule.GIVEN, Map.of("c", 4.0));
    assertThat(ClassWeights.of(given, LABELS, () -> new long[4], 10)).containsExactly(1, 1, 4, 1);
  }
}
