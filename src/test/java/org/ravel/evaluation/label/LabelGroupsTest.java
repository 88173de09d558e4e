package org.ravel.evaluation.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ravel.config.LabelGroupConfig;
import org.ravel.error.ConfigurationException;

class LabelGroupsTest {
  private static final LabelNames NAMES = new LabelNames(List.of("a", "b", "c", "d"));
  private static final LabelGroups GROUPS =
      LabelGroups.of(
          List.of(
              new LabelGroupConfig("first", List.of("d", "a")),
              new LabelGroupConfig("second", List.of("b"))),
          NAMES);

  private static int best(double... probabilities) {
    double[] nats = Arrays.stream(probabilities).map(p -> -Math.log(p)).toArray();
    return GROUPS.best(
        new PredictedRow(new int[1], new int[1], new int[1], new double[][] {nats}), 0, 0);
  }

  @Test
  void aGroupHasItsLabelsProbabilitiesTogether() {
    assertThat(best(0.2, 0.3, 0.3, 0.2)).isZero();
    assertThat(best(0.2, 0.45, 0.15, 0.2)).isEqualTo(1);
    // What is in no group does not count, however probable it is.
    assertThat(best(0.01, 0.04, 0.94, 0.01)).isEqualTo(1);
  }

  @Test
  void labelsAreInOneGroupOrInNone() {
    assertThat(GROUPS.areThere()).isTrue();
    assertThat(GROUPS.words()).isEqualTo("first or second");
    assertThat(GROUPS.groups()).containsExactly(0, 1, LabelGroups.NONE, 0, LabelGroups.NONE);
    assertThat(GROUPS.has(NAMES.other())).isFalse();
    assertThat(LabelGroups.of(List.of(), NAMES).areThere()).isFalse();
  }

  @Test
  void aLabelThatTheModelLacksIsRefused() {
    assertThatThrownBy(
            () -> LabelGroups.of(List.of(new LabelGroupConfig("x", List.of("a", "e"))), NAMES))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "evaluation.label-groups names the label e, but the labels are a, b, c, d; name some of these");
  }
}
