package org.ravel.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.ravel.config.Task;
import org.ravel.error.InputException;
import org.ravel.report.ReportContext.LearningPoint;
import org.ravel.storage.Json;
import org.ravel.training.TrainingEvents.Measured;
import org.ravel.training.TrainingEvents.Round;

/**
 * The lines of {@code metrics.jsonl}: how they are written, and what the report reads from them.
 */
public final class MetricsFile {
  static final String ROUND = "round";
  static final String VALIDATION = "validation";
  static final String DIVERGED = "diverged";

  private static final ObjectMapper JSON = new ObjectMapper();

  private MetricsFile() {}

  static String line(Round round, Task task) {
    Map<String, Object> line = line(ROUND, round.epoch(), round.round());
    line.put("loss", round.loss());
    if (task == Task.LANGUAGE_MODEL) {
      line.put("perplexity", round.perplexity());
    }
    if (Double.isFinite(round.learningRate())) {
      line.put("learningRate", round.learningRate());
    }
    line.put("tokens", round.tokens());
    line.put("tokensPerSecond", round.tokensPerSecond());
    line.put("seconds", round.seconds());
    round
        .times()
        .ifPresent(
            times -> {
              line.put("broadcastSeconds", times.broadcast());
              line.put("computeSeconds", times.compute());
              line.put("combineSeconds", times.combine());
              line.put("schedulingSeconds", times.scheduling());
              line.put("driverSentBytes", times.driver().sent());
              line.put("driverReceivedBytes", times.driver().received());
              line.put("driverSeconds", times.driver().seconds());
              line.put("workerTokensPerSecond", round.workerTokensPerSecond());
              line.put("skippedWorkers", round.skipped());
            });
    return Json.line(line);
  }

  static String line(Measured measured, Task task) {
    Map<String, Object> line = line(VALIDATION, measured.epoch(), measured.round());
    measured
        .loss()
        .ifPresent(
            loss -> {
              line.put("loss", loss);
              if (task == Task.LANGUAGE_MODEL) {
                line.put("perplexity", Math.exp(loss));
              }
            });
    if (!measured.figures().isEmpty()) {
      line.put("figures", measured.figures());
    }
    if (Double.isFinite(measured.uniformLoss())) {
      line.put("uniformLoss", measured.uniformLoss());
    }
    line.put("aboveUniform", measured.isAboveUniform());
    line.put("best", measured.best());
    line.put("seconds", measured.seconds());
    line.put("sample", measured.sample());
    if (!measured.sentences().isEmpty()) {
      line.put("sentences", measured.sentences());
    }
    return Json.line(line);
  }

  /** The last line of a training in which something was no finite number any more. */
  static String diverged(double epoch, long round, String reason) {
    Map<String, Object> line = line(DIVERGED, epoch, round);
    line.put("reason", reason);
    return Json.line(line);
  }

  /** Whether a line is whole, and tells of one of the first so many rounds. */
  static boolean isUpTo(String line, long rounds) {
    try {
      JsonNode json = JSON.readTree(line);
      return json.has(ROUND) && json.path(ROUND).asLong() <= rounds;
    } catch (JsonProcessingException cutOff) {
      return false;
    }
  }

  /** The rounds in order, each validation joined to its round. */
  public static List<LearningPoint> learningCurve(String lines) {
    List<LearningPoint> curve = new ArrayList<>();
    parsed(lines)
        .forEach(
            line -> {
              if (line.path("event").asText().equals(ROUND)) {
                curve.add(point(line, null));
              } else if (line.path("loss").isNumber() && !curve.isEmpty()) {
                LearningPoint last = curve.remove(curve.size() - 1);
                curve.add(
                    new LearningPoint(
                        last.epoch(),
                        last.round(),
                        last.trainingLoss(),
                        line.path("loss").asDouble(),
                        last.learningRate(),
                        last.tokensPerSecond(),
                        figures(line),
                        sentences(line)));
              }
            });
    return curve;
  }

  /** Mean training speed; rounds train equally many tokens, but for the last of an epoch. */
  public static OptionalDouble tokensPerSecond(List<LearningPoint> curve) {
    return curve.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            curve.size() / curve.stream().mapToDouble(p -> 1 / p.tokensPerSecond()).sum());
  }

  /** The lines as objects, in order. */
  static Stream<JsonNode> parsed(String lines) {
    return lines.lines().map(MetricsFile::parse);
  }

  private static LearningPoint point(JsonNode line, Double validationLoss) {
    return new LearningPoint(
        line.path("epoch").asDouble(),
        line.path("round").asLong(),
        line.path("loss").asDouble(),
        validationLoss,
        line.path("learningRate").asDouble(Double.NaN),
        line.path("tokensPerSecond").asDouble());
  }

  /** The figures of a validation, or of a report's point, by name. */
  static Map<String, Double> figures(JsonNode line) {
    Map<String, Double> figures = new LinkedHashMap<>();
    line.path("figures")
        .fields()
        .forEachRemaining(
            figure -> {
              if (figure.getValue().isNumber()) {
                figures.put(figure.getKey(), figure.getValue().asDouble());
              }
            });
    return figures;
  }

  private static List<LearningPoint.Sentence> sentences(JsonNode line) {
    List<LearningPoint.Sentence> sentences = new ArrayList<>();
    line.path("sentences")
        .forEach(
            one ->
                sentences.add(
                    new LearningPoint.Sentence(
                        one.path("source").asText(),
                        one.path("reference").asText(),
                        one.path("output").asText())));
    return sentences;
  }

  private static Map<String, Object> line(String event, double epoch, long round) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("event", event);
    line.put("epoch", epoch);
    line.put("round", round);
    line.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    return line;
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new InputException(
          "the model's metrics.jsonl holds a line that is not JSON: %s; train the model again"
              .formatted(line),
          e);
    }
  }
}
