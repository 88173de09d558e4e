package org.ravel.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The figures of a report, and what they depend on.
 *
 * @param report where it is
 * @param split of the shards
 * @param shardDigest SHA-256 of the shards' manifest; null if the report does not say
 * @param settings how the split was walked, in words; null if the report does not say
 * @param targets what was predicted, such as {@code 1,000 tokens}
 * @param figures for people, by name, in the order in which they are shown
 */
public record Evaluated(
    String report,
    String split,
    String shardDigest,
    String settings,
    String targets,
    Map<String, String> figures) {
  /** Standard errors on both sides of an interval of 95 per cent. */
  private static final double SIDE = 1.96;

  private static final String PERPLEXITY = "perplexity (95 % interval)";

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  public Evaluated {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /**
   * What a {@code report.json} says.
   *
   * @param report where it is
   */
  public static Evaluated of(String report, JsonNode json) {
    JsonNode counts = json.path("evaluation");
    JsonNode how = json.path("measurement");
    return new Evaluated(
        report,
        counts.path("split").asText(null),
        how.path("shardDigest").asText(null),
        how.isObject()
            ? "carried state %s, %s lanes, %s sequences per block"
                .formatted(
                    how.path("carryState").asText(),
                    how.path("minibatchSize").asText(),
                    how.path("blockSequences").asText())
            : null,
        "%s %s"
            .formatted(
                Numbers.count(counts.path("targets").asLong()),
                counts.path("targetsAre").asText("tokens")),
        json.path("figures").isArray() ? named(json) : text(counts, json.path("verdict")));
  }

  /**
   * SHA-256 of the model that a {@code report.json} is on, as the model's own description has it;
   * null if the report does not say.
   */
  public static String modelDigest(JsonNode json) {
    JsonNode digest = json.at("/training/network/digest");
    // Older reports have it among the facts only.
    return (digest.isTextual() ? digest : json.at("/facts/network digest")).asText(null);
  }

  private static Map<String, String> text(JsonNode measures, JsonNode verdict) {
    Double loss = number(measures, "negativeLogLikelihood");
    Double error = number(measures, "standardError");
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put(PERPLEXITY, perplexity(loss, error));
    figures.put("nats per token", loss(loss, error));
    figures.put("bits per character", Numbers.decimal(number(measures, "bitsPerCharacter")));
    figures.put("accuracy", Numbers.percent(number(measures, "top1Accuracy")));
    figures.put(
        "verdict",
        verdict.isObject()
            ? words(verdict, BaselineVerdict.class, BaselineVerdict::words)
            : ProvenanceTable.NOT_RECORDED);
    return figures;
  }

  private static Map<String, String> named(JsonNode json) {
    Map<String, String> figures = new LinkedHashMap<>();
    for (JsonNode figure : json.path("figures")) {
      LabelFigures.Value value =
          new LabelFigures.Value(
              figure.path("name").asText(),
              number(figure, "value"),
              figure.path("unit").asText(),
              figure.path("better").asText(null));
      figures.put(value.name(), value.shown());
    }
    JsonNode verdict = json.path("verdict");
    if (verdict.has("baselineRmse")) {
      figures.put("verdict", words(verdict, ForecastVerdict.class, ForecastVerdict::words));
    }
    if (verdict.has("sampleF1")) {
      figures.put("verdict", words(verdict, SetVerdict.class, SetVerdict::words));
    }
    if (!json.path("baseline").isObject()) {
      return figures;
    }
    figures.put(
        "always the most frequent label",
        Numbers.percent(number(json.path("baseline"), "accuracy")));
    figures.put(
        "verdict",
        verdict.isObject()
            ? words(verdict, LabelVerdict.class, LabelVerdict::words)
            : ProvenanceTable.NOT_RECORDED);
    return figures;
  }

  /** Such as "10.31 (10.12 to 10.51)". */
  private static String perplexity(Double loss, Double error) {
    if (loss == null) {
      return "not finite";
    }
    String perplexity = Numbers.decimal(Math.exp(loss));
    return error == null
        ? perplexity
        : "%s (%s to %s)"
            .formatted(
                perplexity,
                Numbers.decimal(Math.exp(loss - SIDE * error)),
                Numbers.decimal(Math.exp(loss + SIDE * error)));
  }

  private static String loss(Double loss, Double error) {
    if (loss == null) {
      return "not finite";
    }
    String text = String.format(Locale.ROOT, "%.4f", loss);
    return error == null ? text : String.format(Locale.ROOT, "%s ± %.4f", text, error);
  }

  private static <V> String words(JsonNode verdict, Class<V> kind, Function<V, String> words) {
    try {
      return words.apply(JSON.treeToValue(verdict, kind));
    } catch (JsonProcessingException e) {
      return verdict.path("outcome").asText();
    }
  }

  private static Double number(JsonNode node, String key) {
    return node.path(key).isNumber() ? node.path(key).asDouble() : null;
  }

  /** Whether there are intervals: of a language model's figures. */
  boolean hasIntervals() {
    return figures.containsKey(PERPLEXITY);
  }

  /** Whether both are figures of the same targets, walked in the same way. */
  boolean isComparableWith(Evaluated other) {
    return shardDigest != null
        && settings != null
        && shardDigest.equals(other.shardDigest)
        && settings.equals(other.settings)
        && Objects.equals(split, other.split)
        && targets.equals(other.targets);
  }
}
