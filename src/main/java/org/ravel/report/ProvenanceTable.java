package org.ravel.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.ravel.report.TrainingProvenance.Averaging;
import org.ravel.report.TrainingProvenance.Best;
import org.ravel.report.TrainingProvenance.Course;
import org.ravel.report.TrainingProvenance.Data;
import org.ravel.report.TrainingProvenance.NetworkFacts;
import org.ravel.report.TrainingProvenance.Optimization;

/**
 * How a model was trained, or measured, as rows of a table. All trainings have the same rows but
 * for the versions, so that several can stand side by side.
 */
public final class ProvenanceTable {
  static final String NOT_RECORDED = "not recorded";

  private ProvenanceTable() {}

  /** How it was trained: values by name, in the order in which they are shown. */
  public static Map<String, String> training(TrainingProvenance training) {
    Map<String, String> rows = new LinkedHashMap<>();
    network(rows, training.network());
    optimization(rows, training);
    averaging(rows, training.averaging());
    course(rows, training);
    best(rows, training);
    data(rows, training);
    training.versions().forEach((name, version) -> rows.put("trained by " + name, version));
    return rows;
  }

  private static String baselines(Measurement measurement) {
    return Objects.equals(measurement.shardDigest(), measurement.baselineShardDigest())
        ? "the training split of the same shards"
        : "the training split of %s (%s)"
            .formatted(measurement.baselineShards(), measurement.baselineShardDigest());
  }

  /** How it was measured. */
  static Map<String, String> measurement(ReportFigures figures) {
    Measurement measurement = figures.measurement();
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("model", text(measurement.model()));
    rows.put("split", text(figures.evaluation().split()));
    rows.put("shards", text(measurement.shards()));
    rows.put("shards' digest", text(measurement.shardDigest()));
    rows.put("baselines fitted on", baselines(measurement));
    rows.put(
        "hidden state",
        // Independent examples are no stream: nothing is carried, whatever the setting.
        measurement.carryState() && figures instanceof Figures
            ? "carried from sequence to sequence of a lane"
            : "zero at each sequence");
    rows.put(
        figures instanceof Figures ? "lanes" : "sequences side by side",
        Numbers.count(measurement.minibatchSize()));
    rows.put("sequences per block", Numbers.count(measurement.blockSequences()));
    rows.put("wall time", Numbers.duration(figures.evaluation().seconds()));
    measurement.versions().forEach((name, version) -> rows.put("measured by " + name, version));
    return rows;
  }

  private static void network(Map<String, String> rows, NetworkFacts network) {
    rows.put("network", text(network.summary()));
    rows.put("embedding", text(network.embeddingSize()));
    rows.put("dropout", text(network.dropout()));
    rows.put("parameters", text(network.parameters()));
    rows.put(
        "started from",
        "random".equals(network.warmStart()) ? "random parameters" : text(network.warmStart()));
  }

  private static void optimization(Map<String, String> rows, TrainingProvenance training) {
    Optimization optimization = training.optimization();
    rows.put("updater", text(optimization.updater()));
    // What follows no gradients has neither.
    if (optimization.updater() == null || optimization.learningRate() != null) {
      rows.put("learning rate", rate(optimization));
      rows.put("clipping", clipping(optimization.clipNorm()));
    }
    rows.put("minibatch", count(optimization.minibatchSize(), "sequences per worker"));
    rows.put(
        "sequence length",
        count(optimization.sequenceLength(), training.readsStream() ? "tokens" : "steps at most"));
    rows.put(
        "carried state",
        // Independent examples are no stream: nothing is carried, whatever the setting.
        training.readsStream() ? yesNo(optimization.carryState()) : "no");
    rows.put("seed", optimization.seed() == null ? NOT_RECORDED : optimization.seed().toString());
  }

  private static void averaging(Map<String, String> rows, Averaging averaging) {
    rows.put("workers", text(averaging.workers()));
    rows.put("averaging period", count(averaging.period(), "minibatches"));
    rows.put("outer step", text(averaging.outerStep()));
    rows.put("updater's state", text(averaging.updaterState()));
  }

  private static void course(Map<String, String> rows, TrainingProvenance training) {
    Course course = training.course();
    rows.put("outcome", outcome(course));
    rows.put("ended", course.ended() == null ? NOT_RECORDED : Numbers.time(course.ended()));
    rows.put(
        "epochs",
        course.epochs() == null
            ? NOT_RECORDED
            : "%s of %s".formatted(plain(course.epochs()), text(course.plannedEpochs())));
    rows.put("rounds", text(course.rounds()));
    rows.put("targets trained", count(course.tokens(), training.target() + "s"));
    rows.put(
        "wall time", course.seconds() == null ? NOT_RECORDED : Numbers.duration(course.seconds()));
    rows.put(
        "targets per second",
        course.tokensPerSecond() == null
            ? NOT_RECORDED
            : "%s %ss".formatted(text(course.tokensPerSecond()), training.target()));
  }

  private static String outcome(Course course) {
    if (course.outcome() == null) {
      return NOT_RECORDED;
    }
    return course.reason() == null
        ? course.outcome().words()
        : "%s: %s".formatted(course.outcome().words(), course.reason());
  }

  private static void best(Map<String, String> rows, TrainingProvenance training) {
    Best best = training.best();
    rows.put("validation loss", validationLoss(training));
    rows.put(
        "at",
        best.epoch() == null
            ? NOT_RECORDED
            : "epoch %s, round %s".formatted(plain(best.epoch()), text(best.round())));
  }

  private static String validationLoss(TrainingProvenance training) {
    Best best = training.best();
    if (best.validationLoss() == null) {
      return NOT_RECORDED;
    }
    String loss =
        "%s nats per %s%s"
            .formatted(
                String.format(Locale.ROOT, "%.4f", best.validationLoss()),
                training.target(),
                training.hasPerplexity()
                    ? " (perplexity %s)".formatted(Numbers.decimal(best.perplexity()))
                    : "");
    return best.aboveUniform()
        ? loss + ", above the uniform baseline's " + Numbers.decimal(best.uniformLoss())
        : loss;
  }

  private static void data(Map<String, String> rows, TrainingProvenance training) {
    Data data = training.data();
    boolean tokens = data.stepNumbers() == null;
    rows.put("tokenizer", tokens ? text(data.tokenizer()) : "none");
    rows.put(
        "vocabulary",
        tokens
            ? text(data.vocabularySize())
            : "none: steps of " + count(data.stepNumbers(), "real numbers"));
    rows.put("source files", files(data));
    rows.put("targets by split", targets(data.targets(), training.target()));
    rows.put("source files' digest", text(data.inputDigest()));
    rows.put("shards' digest", text(data.shardDigest()));
    rows.put("vocabulary's digest", tokens ? text(data.vocabularyDigest()) : "none");
  }

  private static String files(Data data) {
    if (data.files() == null) {
      return NOT_RECORDED;
    }
    List<String> parts = new ArrayList<>();
    parts.add(text(data.files()));
    parts.add(count(data.bytes(), "bytes"));
    if (data.generations() != null && data.generations() > 1) {
      parts.add(count(data.generations(), "generations"));
    }
    return String.join(", ", parts);
  }

  private static String targets(Map<String, Long> targets, String target) {
    return targets == null || targets.isEmpty()
        ? NOT_RECORDED
        : targets.entrySet().stream()
            .map(split -> "%s %s".formatted(split.getKey(), Numbers.count(split.getValue())))
            .collect(Collectors.joining(", ", "", " %ss".formatted(target)));
  }

  private static String rate(Optimization optimization) {
    if (optimization.learningRate() == null) {
      return NOT_RECORDED;
    }
    String rate = "%s, %s".formatted(plain(optimization.learningRate()), optimization.schedule());
    Double warmup = optimization.warmupEpochs();
    return warmup == null || warmup == 0
        ? rate
        : "%s, over %s epochs from 0".formatted(rate, plain(warmup));
  }

  private static String clipping(Double norm) {
    return norm == null ? NOT_RECORDED : norm == 0 ? "none" : "norm " + plain(norm);
  }

  private static String yesNo(Boolean flag) {
    return flag == null ? NOT_RECORDED : flag ? "yes" : "no";
  }

  private static String count(Long number, String unit) {
    return number == null ? NOT_RECORDED : Numbers.count(number) + " " + unit;
  }

  private static String text(Object value) {
    if (value instanceof Long number) {
      return Numbers.count(number);
    }
    if (value instanceof Double number) {
      return Numbers.decimal(number);
    }
    return value == null ? NOT_RECORDED : String.valueOf(value);
  }

  /** Without zeros at its end. */
  private static String plain(double number) {
    String text = String.format(Locale.ROOT, "%.4f", number).replaceAll("\\.?0+$", "");
    return number != 0 && text.equals("0") ? Double.toString(number) : text;
  }
}
