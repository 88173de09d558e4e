package org.ravel.report;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.ravel.comparison.Comparison;
import org.ravel.comparison.Verdict;
import org.ravel.config.ConfigNames;
import org.ravel.config.GateConfig.Holdout;
import org.ravel.config.GateConfig.Metric;

/**
 * What a run of {@code retrain} did, as its {@code report.json} holds it: the component names are
 * its keys. A number that is not finite, or has no meaning, is null.
 *
 * @param format raised when a key changes its meaning or goes
 * @param runId which run
 * @param registry where champion and challenger are versions
 * @param target what a target is, such as {@code label}; {@code token} where an older version did
 *     not say it
 * @param started when, ISO 8601 in UTC
 * @param decided when it came to its decision, ISO 8601 in UTC
 * @param outcome what it came to
 * @param reason why, in words
 * @param championBefore the registry's version before the run; null if there was none
 * @param championAfter the registry's version after it; null if there is none
 * @param champion the champion that the challenger met; null if there was none
 * @param challenger the model that the run trained; null if it trained none
 * @param confidence of the comparisons' intervals, such as 0.95
 * @param comparisons of the two; empty where there was nothing to compare with
 * @param verdict of the gate; null where there was nothing to compare with
 * @param data what went in; null if it is not known
 * @param stages of the run, in order
 * @param notes what else a reader should know, such as a lock that was taken over
 * @param provenance such as versions and digests by name, in the order in which they are shown
 * @param configuration the effective configuration's text
 */
public record RetrainingRecord(
    int format,
    String runId,
    String registry,
    String target,
    String started,
    String decided,
    Outcome outcome,
    String reason,
    Integer championBefore,
    Integer championAfter,
    Model champion,
    Model challenger,
    Double confidence,
    List<Comparison> comparisons,
    Verdict verdict,
    Data data,
    List<Stage> stages,
    List<String> notes,
    Map<String, String> provenance,
    String configuration) {
  /** The format that is written. */
  public static final int FORMAT = 1;

  public RetrainingRecord {
    target = target == null ? "token" : target;
    comparisons = comparisons == null ? List.of() : List.copyOf(comparisons);
    stages = stages == null ? List.of() : List.copyOf(stages);
    notes = notes == null ? List.of() : List.copyOf(notes);
    provenance = ordered(provenance);
  }

  /** What a run can come to. */
  public enum Outcome {
    /** Its model is the champion. */
    PROMOTED,
    /** Its model is a version, and the champion is as before. */
    NOT_PROMOTED,
    /** All new text was left out, and nothing was trained. */
    WITHHELD,
    /** There was no new text. */
    NOTHING_NEW
  }

  /**
   * One of the two models.
   *
   * @param version in the registry
   * @param network in words
   * @param start what its training started from, in words; null if it is not known
   * @param metrics measured on it, by name, such as {@code pinnedPerplexity}
   * @param learningCurve of its training; empty if it is not known
   * @param sample text that it wrote; null if there is none
   */
  public record Model(
      int version,
      String network,
      String start,
      Map<String, Double> metrics,
      List<Point> learningCurve,
      String sample) {
    public Model {
      metrics = ordered(metrics);
      learningCurve = learningCurve == null ? List.of() : List.copyOf(learningCurve);
    }
  }

  /** How far a training was; see {@link ReportContext.LearningPoint}. */
  public record Point(
      Double epoch,
      long round,
      Double trainingLoss,
      Double validationLoss,
      Double tokensPerSecond) {
    public Point {
      epoch = finite(epoch);
      trainingLoss = finite(trainingLoss);
      validationLoss = finite(validationLoss);
      tokensPerSecond = finite(tokensPerSecond);
    }

    /** The points of a curve. */
    public static List<Point> of(List<ReportContext.LearningPoint> curve) {
      return curve.stream()
          .map(
              point ->
                  new Point(
                      point.epoch(),
                      point.round(),
                      point.trainingLoss(),
                      point.validationLoss(),
                      point.tokensPerSecond()))
          .toList();
    }
  }

  /**
   * What went in.
   *
   * @param generations of the shard set
   * @param files names of the source files that are new; not necessarily all of very many
   * @param remarks such as limits of the drift that the new text is beyond
   */
  public record Data(List<Generation> generations, List<String> files, List<String> remarks) {
    public Data {
      generations = List.copyOf(generations);
      files = files == null ? List.of() : List.copyOf(files);
      remarks = remarks == null ? List.of() : List.copyOf(remarks);
    }

    /** Targets of the new generations, of all splits. */
    long newTargets() {
      return fresh().mapToLong(Generation::allTargets).sum();
    }

    /** Those of them that are in training or in a holdout. */
    long usedTargets() {
      return fresh()
          .filter(generation -> !generation.withheld())
          .mapToLong(Generation::allTargets)
          .sum();
    }

    /** Source files of the new generations. */
    int newFiles() {
      return fresh().mapToInt(Generation::files).sum();
    }

    private Stream<Generation> fresh() {
      return generations.stream().filter(Generation::fresh);
    }
  }

  /**
   * Text that was added at once.
   *
   * @param number from 1
   * @param fresh whether no run before this one had come to a decision with it
   * @param withheld whether it is in no training and no holdout
   * @param files number of its source files
   * @param targets by split, tokens or labels that are predicted
   * @param unknownRate share of its tokens that the vocabulary does not know; null if not measured
   * @param countedUnknownRate the same of the text that the vocabulary was counted on
   * @param divergence from that text, in bits; null if not measured
   * @param championPerplexity that of the champion, which had not learned from it; null if it did
   *     not read it
   * @param championRatio the same divided by that on the pinned holdout
   * @param excerpt the beginning of text that is strange to the champion; null where none is
   */
  public record Generation(
      int number,
      boolean fresh,
      boolean withheld,
      int files,
      Map<String, Long> targets,
      Double unknownRate,
      Double countedUnknownRate,
      Double divergence,
      Double championPerplexity,
      Double championRatio,
      String excerpt) {
    public Generation {
      targets = ordered(targets);
      unknownRate = finite(unknownRate);
      countedUnknownRate = finite(countedUnknownRate);
      divergence = finite(divergence);
      championPerplexity = finite(championPerplexity);
      championRatio = finite(championRatio);
    }

    /** Of all splits. */
    long allTargets() {
      return targets.values().stream().mapToLong(each -> each).sum();
    }
  }

  /**
   * A stage of the run.
   *
   * @param seconds that it took; of a run that was interrupted, in the process that completed it;
   *     null if it is not known
   * @param note what is special about it; null if nothing is
   */
  public record Stage(String name, Double seconds, String note) {
    public Stage {
      seconds = finite(seconds);
    }
  }

  /** The name of a model's figure on a holdout, such as {@code pinnedSpanF1}. */
  public static String figure(Holdout holdout, Metric metric) {
    StringBuilder name = new StringBuilder(ConfigNames.of(holdout));
    for (String word : ConfigNames.of(metric).split("-", -1)) {
      name.append(Numbers.capitalised(word));
    }
    return name.toString();
  }

  /** The metric to look at first: that of the models which were measured. */
  Metric leading() {
    return Stream.of(challenger, champion)
        .filter(Objects::nonNull)
        .flatMap(
            model ->
                Arrays.stream(Metric.values())
                    .filter(metric -> model.metrics().containsKey(figure(Holdout.PINNED, metric))))
        .findFirst()
        .orElse(null);
  }

  /** The comparison by a metric on a whole holdout; empty if there is none. */
  Optional<Comparison> comparison(Holdout holdout, Metric metric) {
    return comparisons.stream()
        .filter(each -> each.holdout() == holdout && each.metric() == metric)
        .filter(each -> each.slice() == null)
        .findFirst();
  }

  /** From start to decision, in seconds; null if one of them is not known. */
  Double seconds() {
    if (started == null || decided == null) {
      return null;
    }
    try {
      Duration duration = Duration.between(Instant.parse(started), Instant.parse(decided));
      return duration.toMillis() / 1000.0;
    } catch (DateTimeException notAnInstant) {
      return null;
    }
  }

  /** Whether new text was left out. */
  boolean leavesTextOut() {
    return outcome == Outcome.WITHHELD || (data != null && data.usedTargets() < data.newTargets());
  }

  private static Double finite(Double value) {
    return value != null && Double.isFinite(value) ? value : null;
  }

  private static <V> Map<String, V> ordered(Map<String, V> map) {
    return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
