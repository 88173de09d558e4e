package org.ravel.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ravel.evaluation.Evaluation;
import org.ravel.evaluation.measure.Text;
import org.ravel.evaluation.measure.Text.Loss;
import org.ravel.evaluation.measure.Text.PositionLoss;
import org.ravel.report.ReportContext.LearningPoint;

/** Axes are found, and drawings end, for data of any shape. */
class EvaluationPlotsTest {

  static Stream<List<LearningPoint>> curves() {
    return Stream.of(
        curve(1, 1, 1.5, 0),
        curve(2, 1, 1.5, 0.1),
        curve(2, 1e-6, 1.5, 1e-9),
        curve(3, 0.5, 1.5, 0),
        curve(50, 1e-3, 0, 0),
        curve(50, 1e-9, 1.38629436, 1e-13),
        curve(50, 100, 1e9, 1e-3),
        curve(50, 1.0 / 3, 1e-300, 1e-301),
        curve(1001, 1.0 / 3, 5, -0.004));
  }

  private static List<LearningPoint> curve(int points, double epochs, double loss, double slope) {
    return IntStream.range(1, points + 1)
        .mapToObj(
            i ->
                new LearningPoint(
                    i * epochs,
                    i,
                    loss + i * slope,
                    i % 2 == 0 ? loss + i * slope : null,
                    0.002,
                    1000))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("curves")
  void dataOfAnyShapeIsDrawn(List<LearningPoint> curve) {
    Evaluation evaluation = ReportFixture.evaluation();
    List<PositionLoss> positions =
        curve.stream()
            .map(point -> new PositionLoss(new Loss(point.trainingLoss() * 10, 10), 0.01))
            .toList();
    ReportContext context = ReportFixture.context();
    Figures figures =
        Figures.of(
            new Evaluation(
                evaluation.split(),
                new Text(
                    evaluation.text().targets(),
                    evaluation.text().characters(),
                    evaluation.text().bytes(),
                    evaluation.text().unknownTargets(),
                    evaluation.text().model(),
                    evaluation.text().standardError(),
                    evaluation.text().baselines(),
                    positions,
                    evaluation.text().bySource(),
                    null),
                evaluation.seconds()),
            new ReportContext(
                context.title(),
                context.facts(),
                context.training(),
                context.measurement(),
                context.configuration(),
                curve,
                context.sample(),
                context.created()));

    String page = assertTimeoutPreemptively(Duration.ofMinutes(5), () -> HtmlPage.of(figures));

    // Two plots, each for wide and for narrow windows.
    assertThat(page.split("<svg [^>]*role=\"img\"", -1)).hasSize(5);
    assertThat(page).doesNotContain("NaN", "Infinity");
  }
}
