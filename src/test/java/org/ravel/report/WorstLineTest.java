package org.ravel.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorstLineTest {

  /** Of a sequence of numbers the page names the steps whose label is wrong. */
  @Test
  void stepsWithoutTokensAreNumbered() {
    WorstLine steps =
        WorstLine.of(
            new LabelFigures.Worst(
                1234,
                "a.csv",
                2.5,
                90,
                30,
                List.of(),
                List.of("x", "y", "x"),
                List.of("x", "x", "y"),
                null));
    assertThat(steps.place()).isEqualTo("a.csv, 1,234");
    assertThat(steps.steps())
        .containsExactly(
            new WorstLine.Step("90 steps", false, ""),
            new WorstLine.Step("32", true, "y → x"),
            new WorstLine.Step("33", true, "x → y"));
    WorstLine whole =
        WorstLine.of(
            new LabelFigures.Worst(
                3, "a.csv", 2.5, 1, 0, List.of(), List.of("x"), List.of("y"), 0.75));
    assertThat(whole.steps()).containsExactly(new WorstLine.Step("1 step", false, ""));
    assertThat(whole.predicted()).startsWith("y, 75");
  }
}
