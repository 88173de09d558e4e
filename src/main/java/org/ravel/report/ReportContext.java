package org.ravel.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a report says beside the evaluation.
 *
 * @param title its heading
 * @param facts about the model and where it comes from, in the order in which they are shown
 * @param training how the model was trained
 * @param measurement how it was measured
 * @param configuration the effective configuration's text, of the measurement
 * @param learningCurve of the training, in the order of the rounds; empty if it is not known
 * @param sample text that the model generated; empty if there is none
 * @param created when
 */
public record ReportContext(
    String title,
    Map<String, String> facts,
    TrainingProvenance training,
    Measurement measurement,
    String configuration,
    List<LearningPoint> learningCurve,
    String sample,
    Instant created) {

  public ReportContext {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(training, "training");
    Objects.requireNonNull(measurement, "measurement");
    Objects.requireNonNull(configuration, "configuration");
    Objects.requireNonNull(sample, "sample");
    Objects.requireNonNull(created, "created");
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    learningCurve = Collections.unmodifiableList(new ArrayList<>(learningCurve));
  }

  /**
   * How far the training was at some point.
   *
   * @param epoch passes over the training split so far, with a fraction
   * @param round of averaging
   * @param trainingLoss mean over the round, in nats per target
   * @param validationLoss in nats per target; null where none was measured
   * @param learningRate in the round
   * @param tokensPerSecond targets per second of the training, over the round
   * @param figures of a validation of labels or series, by name: shares of 1, or errors in the
   *     series' own units, the most important one first; empty where none were measured
   * @param sentences that a translation wrote at a validation; may be empty
   */
  public record LearningPoint(
      double epoch,
      long round,
      double trainingLoss,
      Double validationLoss,
      double learningRate,
      double tokensPerSecond,
      Map<String, Double> figures,
      List<Sentence> sentences) {

    public LearningPoint {
      figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
      sentences = List.copyOf(sentences);
    }

    /** What was written for a source. */
    public record Sentence(String source, String reference, String output) {}

    /** Without sentences. */
    public LearningPoint(
        double epoch,
        long round,
        double trainingLoss,
        Double validationLoss,
        double learningRate,
        double tokensPerSecond,
        Map<String, Double> figures) {
      this(
          epoch,
          round,
          trainingLoss,
          validationLoss,
          learningRate,
          tokensPerSecond,
          figures,
          List.of());
    }

    /** Without figures. */
    public LearningPoint(
        double epoch,
        long round,
        double trainingLoss,
        Double validationLoss,
        double learningRate,
        double tokensPerSecond) {
      this(epoch, round, trainingLoss, validationLoss, learningRate, tokensPerSecond, Map.of());
    }
  }
}
