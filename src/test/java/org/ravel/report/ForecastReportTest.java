package org.ravel.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ravel.evaluation.Evaluation;
import org.ravel.evaluation.measure.Forecasts;
import org.ravel.storage.Json;

class ForecastReportTest {
  @Test
  void theVerdictIsAgainstTheBestBaseline() {
    assertThat(words(4, 0.3))
        .isEqualTo(
            "better than the naive baseline: RMSE 2.000 against 2.500, skill 36.0 %; squared errors differ by 2.250, standard error 0.3000");
    assertThat(words(6, 0.3))
        .startsWith("not to be told apart from the naive baseline: RMSE 2.449 against 2.500");
    assertThat(words(8, 0.3))
        .isEqualTo(
            "worse than the naive baseline: RMSE 2.828 against 2.500, skill −28.0 %; squared errors differ by 1.750, standard error 0.3000");
    assertThat(words(4, null)).endsWith("too few runs of origins for a standard error");
    assertThat(words(Double.NaN, 0.3))
        .isEqualTo("without a finite error, so worse than the naive baseline");
  }

  private static String words(double squared, Double error) {
    return ForecastVerdict.of(ForecastFixture.forecasts(text -> text, squared, 3, error)).words();
  }

  /** Near to the last value, and no better: that is said, on the page and to programs. */
  @Test
  void aModelThatRepeatsTheLastValueIsSaidToDoSo() {
    Forecasts copying = ForecastFixture.forecasts(text -> text, 6.3, 0.25, 0.3);
    assertThat(ForecastVerdict.of(copying).repetition())
        .isEqualTo(
            "it repeats the naive forecasts: its own are 10.00 % of their RMSE away from them, and not better by 2 %");
    assertThat(json(copying).path("verdict").path("repeats").asText()).isEqualTo("naive");
    assertThat(page(copying)).contains("It repeats the naive forecasts");
    Forecasts near = ForecastFixture.forecasts(text -> text, 5, 0.25, 0.3);
    assertThat(ForecastVerdict.of(near).repetition()).isNull();
    assertThat(page(near)).doesNotContain("It repeats");
  }

  /** What is not defined is null, and an empty field. */
  @Test
  void noReportHasWhatIsNotANumber() {
    Forecasts forecasts = ForecastFixture.forecasts(text -> text, Double.NaN, Double.NaN, null);
    ObjectNode json = json(forecasts);
    assertThat(Json.text(json)).doesNotContain("NaN", "Infinity");
    assertThat(json.path("scores").path("mase").isNull()).isTrue();
    assertThat(json.path("bySeries").get(1).path("bestBaselineRmse").isNull()).isTrue();
    assertThat(json.path("drawn").get(0).path("history").get(7).isNull()).isTrue();
    assertThat(Csv.of(json))
        .doesNotContain("NaN", "drawn")
        .contains("\r\nscores.mase,\r\n", "bySeries[south].scores.rmse,2.0\r\n")
        .contains("byStep[4].rmse.seasonal naive,2.0\r\n");
    assertThat(page(forecasts)).doesNotContain("NaN");
  }

  /** The page on the report names each key of its own, and those of the verdict. */
  @Test
  void theKeysAreDocumented() throws IOException {
    String page = Files.readString(Path.of("src/site/markdown/forecast-report.md"));
    ObjectNode json = json(ForecastFixture.forecasts(text -> text));
    Set<String> common =
        Set.of(
            "format",
            "title",
            "created",
            "season",
            "lossIsNats",
            "learningCurve",
            "training",
            "measurement",
            "facts",
            "configuration");
    json.fieldNames()
        .forEachRemaining(
            key ->
                assertThat(common.contains(key) || page.contains("`" + key + "`"))
                    .as(key)
                    .isTrue());
    json.path("verdict")
        .fieldNames()
        .forEachRemaining(key -> assertThat(page).as(key).contains("`" + key + "`"));
  }

  private static ObjectNode json(Forecasts forecasts) {
    JsonNode tree = Json.mapper().valueToTree(figures(forecasts));
    return (ObjectNode) tree;
  }

  private static String page(Forecasts forecasts) {
    return HtmlPage.of(figures(forecasts));
  }

  private static ReportFigures figures(Forecasts forecasts) {
    return ReportFigures.of(new Evaluation("test", forecasts, 2), ReportFixture.context());
  }
}
