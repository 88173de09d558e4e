package org.ravel.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ravel.report.ReportContext.LearningPoint.Sentence;

class SentenceCourseTest {

  /** Between the validations are rounds without one. */
  private static List<Figures.LearningPoint> curve(int validations) {
    List<Figures.LearningPoint> curve = new ArrayList<>();
    for (int i = 1; i <= validations; i++) {
      curve.add(new Figures.LearningPoint(i - 0.5, i, 1.0, null, 0.1, 9.0, Map.of(), List.of()));
      List<Sentence> sentences =
          List.of(new Sentence("a", "A", "a" + i), new Sentence("b", "B", "b" + i));
      curve.add(new Figures.LearningPoint((double) i, i, 1.0, 2.0, 0.1, 9.0, Map.of(), sentences));
    }
    return curve;
  }

  @Test
  void eachSentenceHasItsOutputs() {
    List<SentenceCourse> courses = SentenceCourse.of(curve(2));
    assertThat(courses)
        .containsExactly(
            new SentenceCourse(
                "a",
                "A",
                List.of(
                    new SentenceCourse.Output("1.000", "a1"),
                    new SentenceCourse.Output("2.000", "a2"))),
            new SentenceCourse(
                "b",
                "B",
                List.of(
                    new SentenceCourse.Output("1.000", "b1"),
                    new SentenceCourse.Output("2.000", "b2"))));
    assertThat(SentenceCourse.of(curve(0))).isEmpty();
  }

  @Test
  void ofManyValidationsSomeAreShownAndTheLastOne() {
    List<SentenceCourse.Output> outputs = SentenceCourse.of(curve(30)).get(0).outputs();
    assertThat(outputs)
        .extracting(SentenceCourse.Output::text)
        .containsExactly("a3", "a6", "a9", "a12", "a15", "a18", "a21", "a24", "a27", "a30");
  }
}
