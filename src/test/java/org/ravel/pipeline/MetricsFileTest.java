package org.ravel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.ravel.config.Task;
import org.ravel.error.InputException;
import org.ravel.report.ReportContext.LearningPoint;
import org.ravel.training.TrainingEvents.Measured;
import org.ravel.training.TrainingEvents.Round;
import org.ravel.training.Validator;
import org.ravel.training.round.DriverTraffic;
import org.ravel.training.round.RoundTiming;

class MetricsFileTest {

  @Test
  void aRoundIsALineOfJson() throws JsonProcessingException {
    String line = MetricsFile.line(round(3, 1.5, 200), Task.LANGUAGE_MODEL);
    assertThat(line).endsWith("\n").hasLineCount(1);
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "event",
            "epoch",
            "round",
            "time",
            "loss",
            "perplexity",
            "learningRate",
            "tokens",
            "tokensPerSecond",
            "seconds",
            "broadcastSeconds",
            "computeSeconds",
            "combineSeconds",
            "schedulingSeconds",
            "driverSentBytes",
            "driverReceivedBytes",
            "driverSeconds",
            "workerTokensPerSecond",
            "skippedWorkers");
    assertThat(json.get("event").asText()).isEqualTo("round");
    assertThat(json.get("round").asLong()).isEqualTo(3);
    assertThat(json.get("loss").asDouble()).isEqualTo(1.5);
    assertThat(json.get("perplexity").asDouble()).isEqualTo(Math.exp(1.5));
    assertThat(json.get("tokens").asLong()).isEqualTo(640);
    assertThat(json.get("computeSeconds").asDouble()).isEqualTo(2);
    assertThat(json.get("driverSentBytes").asLong()).isEqualTo(5);
    assertThat(json.get("driverReceivedBytes").asLong()).isEqualTo(6);
    assertThat(json.get("driverSeconds").asDouble()).isEqualTo(0.7);
    assertThat(json.get("workerTokensPerSecond").get(1).asDouble()).isEqualTo(60);
  }

  @Test
  void aMethodWithoutLearningRateHasNone() {
    Round round =
        new Round(1, 1, 1.5, Double.NaN, 640, 60, Optional.empty(), List.of(), List.of(), 2);
    String line = MetricsFile.line(round, Task.LABELLING);
    assertThat(line).doesNotContain("learningRate", "NaN");
    assertThat(MetricsFile.learningCurve(line).get(0).learningRate()).isNaN();
  }

  @Test
  void aValidationIsALineOfJsonWhateverTheSampleHolds() throws JsonProcessingException {
    String sample = "two\nlines, \"quotes\" and \u2028 \uD83D\uDE00";
    String line =
        MetricsFile.line(measured(4, OptionalDouble.of(0.5), sample), Task.LANGUAGE_MODEL);
    assertThat(line.chars().filter(c -> c == '\n')).hasSize(1);
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(json.get("event").asText()).isEqualTo("validation");
    assertThat(json.get("sample").asText()).isEqualTo(sample);
    assertThat(json.get("best").asBoolean()).isTrue();
    assertThat(json.get("perplexity").asDouble()).isEqualTo(Math.exp(0.5));
  }

  @Test
  void withoutAValidationSplitThereIsNoLoss() throws JsonProcessingException {
    JsonNode json =
        new ObjectMapper()
            .readTree(
                MetricsFile.line(measured(4, OptionalDouble.empty(), ""), Task.LANGUAGE_MODEL));
    assertThat(json.has("loss")).isFalse();
    assertThat(json.has("perplexity")).isFalse();
  }

  @Test
  void theCurveJoinsValidationsToTheirRounds() {
    String lines =
        MetricsFile.line(round(1, 3.0, 100), Task.LANGUAGE_MODEL)
            + MetricsFile.line(round(2, 2.0, 300), Task.LANGUAGE_MODEL)
            + MetricsFile.line(measured(2, OptionalDouble.of(2.25), "x"), Task.LANGUAGE_MODEL)
            + MetricsFile.line(round(3, 1.0, 300), Task.LANGUAGE_MODEL)
            + MetricsFile.line(measured(3, OptionalDouble.empty(), "x"), Task.LANGUAGE_MODEL);
    assertThat(MetricsFile.learningCurve(lines))
        .containsExactly(
            new LearningPoint(0.1, 1, 3.0, null, 0.01, 100),
            new LearningPoint(0.2, 2, 2.0, 2.25, 0.01, 300),
            new LearningPoint(0.3, 3, 1.0, null, 0.01, 300));
    assertThat(MetricsFile.learningCurve("")).isEmpty();
  }

  @Test
  void labelsHaveFiguresOfTheirOwnAndNoPerplexity() throws JsonProcessingException {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("span F1", 0.5);
    figures.put("accuracy", 0.75);
    Measured measured =
        new Measured(0.2, 2, OptionalDouble.of(2.25), figures, Math.log(8), true, 3, "");
    String round = MetricsFile.line(round(2, 2.0, 300), Task.LABELLING);
    String validation = MetricsFile.line(measured, Task.LABELLING);

    assertThat(new ObjectMapper().readTree(round).has("perplexity")).isFalse();
    assertThat(new ObjectMapper().readTree(validation).has("perplexity")).isFalse();
    assertThat(new ObjectMapper().readTree(validation).at("/figures/accuracy").asDouble())
        .isEqualTo(0.75);
    assertThat(MetricsFile.learningCurve(round + validation))
        .containsExactly(new LearningPoint(0.2, 2, 2.0, 2.25, 0.01, 300, figures));
    assertThat(MetricsFile.learningCurve(round + validation).get(0).figures().keySet())
        .containsExactly("span F1", "accuracy");
  }

  /** Series have errors in their own units, and no loss that a guess stays below. */
  @Test
  void seriesHaveNoUniformLoss() throws JsonProcessingException {
    Measured measured =
        new Measured(
            1,
            10,
            OptionalDouble.of(2.5),
            Map.of("RMSE", 31.5),
            Double.POSITIVE_INFINITY,
            true,
            1,
            "");
    assertThat(measured.isAboveUniform()).isFalse();
    JsonNode line = new ObjectMapper().readTree(MetricsFile.line(measured, Task.FORECASTING));
    assertThat(line.has("uniformLoss")).isFalse();
    assertThat(line.path("figures").path("RMSE").asDouble()).isEqualTo(31.5);
  }

  @Test
  void sentencesComeBackWithTheirValidation() {
    Measured measured =
        new Measured(
            0.2,
            2,
            OptionalDouble.of(2.25),
            Map.of(),
            Math.log(8),
            true,
            3,
            "",
            List.of(new Validator.WrittenSentence("ein \"Mann\"", "a man", "a\nman")));
    String lines =
        MetricsFile.line(round(2, 2.0, 300), Task.TRANSLATION)
            + MetricsFile.line(measured, Task.TRANSLATION);
    assertThat(MetricsFile.learningCurve(lines).get(0).sentences())
        .containsExactly(new LearningPoint.Sentence("ein \"Mann\"", "a man", "a\nman"));
  }

  /** Equally many tokens at 100 and at 300 a second take as long as all at 150. */
  @Test
  void theSpeedIsTokensByTime() {
    List<LearningPoint> curve =
        List.of(
            new LearningPoint(1, 1, 1, null, 0.01, 100),
            new LearningPoint(2, 2, 1, null, 0.01, 300));
    assertThat(MetricsFile.tokensPerSecond(curve).orElseThrow()).isCloseTo(150, within(1e-9));
    assertThat(MetricsFile.tokensPerSecond(List.of())).isEmpty();
  }

  @Test
  void aLineThatIsCutOffIsShown() {
    assertThatThrownBy(() -> MetricsFile.learningCurve("{\"event\":\"rou"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("metrics.jsonl")
        .hasMessageContaining("{\"event\":\"rou");
  }

  private static Round round(long number, double loss, double speed) {
    return new Round(
        number / 10.0,
        number,
        loss,
        0.01,
        640,
        speed,
        Optional.of(new RoundTiming(1, 0, 2, 0, 3, 4, new DriverTraffic(5, 6, 0.7))),
        List.of(50.0, 60.0),
        List.of(),
        number * 2.0);
  }

  private static Measured measured(long round, OptionalDouble loss, String sample) {
    return new Measured(round / 10.0, round, loss, Map.of(), Math.log(8), true, 3, sample);
  }
}
