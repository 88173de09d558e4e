package org.ravel.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole of a training, from its {@code metrics.jsonl}; what it does not say is null.
 *
 * @param epochs passes done, a fraction
 * @param rounds of averaging done
 * @param tokens targets trained
 * @param seconds wall time, validations included
 * @param trainingSeconds wall time of the rounds
 * @param ended when the last line was written, ISO 8601
 * @param bestLoss of the validation whose parameters are kept, nats per target
 * @param bestEpoch when that was
 * @param bestRound after which round
 * @param uniformLoss of the uniform baseline
 * @param validationLosses of all validations, in order
 * @param divergence what was no finite number, in words
 */
record MetricsSummary(
    Double epochs,
    Long rounds,
    Long tokens,
    Double seconds,
    Double trainingSeconds,
    String ended,
    Double bestLoss,
    Double bestEpoch,
    Long bestRound,
    Double uniformLoss,
    List<Double> validationLosses,
    String divergence) {

  static MetricsSummary of(String lines) {
    List<JsonNode> rounds = new ArrayList<>();
    List<JsonNode> validations = new ArrayList<>();
    String ended = null;
    String divergence = null;
    for (JsonNode line : MetricsFile.parsed(lines).toList()) {
      ended = line.path("time").asText(null);
      switch (line.path("event").asText()) {
        case MetricsFile.ROUND -> rounds.add(line);
        case MetricsFile.VALIDATION -> validations.add(line);
        case MetricsFile.DIVERGED -> divergence = line.path("reason").asText(null);
        default -> {
          // Of a later version, which knows more.
        }
      }
    }
    JsonNode last = rounds.isEmpty() ? null : rounds.get(rounds.size() - 1);
    JsonNode best =
        validations.stream()
            .filter(line -> line.path("best").asBoolean())
            .reduce((earlier, later) -> later)
            .orElse(null);
    List<JsonNode> measured =
        validations.stream().filter(line -> line.path("loss").isNumber()).toList();
    return new MetricsSummary(
        number(last, "epoch"),
        whole(last, "round"),
        last == null ? null : rounds.stream().mapToLong(line -> line.path("tokens").asLong()).sum(),
        last == null
            ? null
            : number(validations.isEmpty() ? last : later(last, validations), "seconds"),
        last == null ? null : rounds.stream().mapToDouble(MetricsSummary::trainingSeconds).sum(),
        ended,
        number(best, "loss"),
        number(best, "epoch"),
        whole(best, "round"),
        validations.isEmpty() ? null : number(validations.get(0), "uniformLoss"),
        measured.stream().map(line -> line.path("loss").asDouble()).toList(),
        divergence);
  }

  /** Targets per second of the rounds. */
  Double tokensPerSecond() {
    return tokens == null || trainingSeconds == 0 ? null : Double.valueOf(tokens / trainingSeconds);
  }

  private static JsonNode later(JsonNode round, List<JsonNode> validations) {
    JsonNode validation = validations.get(validations.size() - 1);
    return validation.path("seconds").asDouble() > round.path("seconds").asDouble()
        ? validation
        : round;
  }

  private static double trainingSeconds(JsonNode round) {
    double speed = round.path("tokensPerSecond").asDouble();
    return speed > 0 ? round.path("tokens").asLong() / speed : 0;
  }

  private static Double number(JsonNode line, String key) {
    return line == null || !line.path(key).isNumber() ? null : line.path(key).asDouble();
  }

  private static Long whole(JsonNode line, String key) {
    return line == null || !line.path(key).isNumber() ? null : line.path(key).asLong();
  }
}
