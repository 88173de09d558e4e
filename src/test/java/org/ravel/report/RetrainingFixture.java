package org.ravel.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.ravel.comparison.Comparison;
import org.ravel.comparison.Comparison.ConfidenceInterval;
import org.ravel.comparison.RuleResult;
import org.ravel.comparison.RuleResult.Outcome;
import org.ravel.comparison.Verdict;
import org.ravel.config.GateConfig.Holdout;
import org.ravel.config.GateConfig.Metric;

/** Runs of five nights, the fourth one of them on damaged text. */
final class RetrainingFixture {
  private static final double[] PERPLEXITY = {5.34, 5.21, 5.13, 6.02, 5.08};

  /** The night whose text is left out. */
  private static final int LEFT_OUT = 6;

  private RetrainingFixture() {}

  static RetrainingRecord night(int night) {
    return night(night, UnaryOperator.identity());
  }

  /** With every text put through a function. */
  static RetrainingRecord night(int night, UnaryOperator<String> text) {
    boolean promoted = night != 4;
    Integer before = night == 1 ? null : night == 5 ? Integer.valueOf(3) : night - 1;
    double mine = before == null ? Double.NaN : PERPLEXITY[before - 1];
    double ratio = PERPLEXITY[night - 1] / mine;
    return new RetrainingRecord(
        RetrainingRecord.FORMAT,
        text.apply("night-%d".formatted(night)),
        text.apply("hdfs://namenode/ravel/registry/shakespeare"),
        "token",
        "2026-02-0%dT01:00:04Z".formatted(night),
        "2026-02-0%dT01:09:41Z".formatted(night),
        promoted ? RetrainingRecord.Outcome.PROMOTED : RetrainingRecord.Outcome.NOT_PROMOTED,
        text.apply(
            promoted
                ? "all rules of the gate that apply hold"
                : "the gate refuses it: perplexity on the pinned holdout: ratio below 1.0 with 95 % confidence; it is 1.1735, at the bound 1.1846"),
        before,
        promoted ? Integer.valueOf(night) : before,
        before == null ? null : model(before, mine, text),
        model(night, PERPLEXITY[night - 1], text),
        0.95,
        before == null ? List.of() : comparisons(ratio, mine, text),
        before == null ? null : verdict(ratio, promoted, text),
        data(night, text),
        List.of(
            new RetrainingRecord.Stage(text.apply("ingest"), 21.4, null),
            new RetrainingRecord.Stage(text.apply("train"), 498.0, text.apply("gone on with")),
            new RetrainingRecord.Stage(text.apply("compare"), 31.9, null),
            new RetrainingRecord.Stage(text.apply("decide"), null, null)),
        night == 3
            ? List.of(
                text.apply(
                    "the lock of run night-2b was taken over: no sign of life for 12 minutes"))
            : List.of(),
        provenance(text),
        text.apply("seed = 1\nretraining {\n  gate {\n    confidence = 0.95\n  }\n}\n"));
  }

  /** The sixth night, whose whole text is left out. */
  static RetrainingRecord withheld(UnaryOperator<String> text) {
    return new RetrainingRecord(
        RetrainingRecord.FORMAT,
        text.apply("night-6"),
        text.apply("hdfs://namenode/ravel/registry/shakespeare"),
        "token",
        "2026-02-06T01:00:04Z",
        "2026-02-06T01:01:10Z",
        RetrainingRecord.Outcome.WITHHELD,
        text.apply("all that is new is left out"),
        5,
        5,
        null,
        null,
        0.95,
        List.of(),
        null,
        data(LEFT_OUT, text),
        List.of(new RetrainingRecord.Stage(text.apply("ingest"), 21.4, null)),
        List.of(),
        provenance(text),
        text.apply("seed = 1\n"));
  }

  private static RetrainingRecord.Model model(
      int version, double perplexity, UnaryOperator<String> text) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("pinnedPerplexity", perplexity);
    metrics.put(text.apply("newPerplexity"), perplexity * 1.02);
    return new RetrainingRecord.Model(
        version,
        text.apply("LSTM, 1 × 256, embedding 128"),
        text.apply(version == 1 ? "random parameters" : "version %d".formatted(version - 1)),
        metrics,
        RetrainingRecord.Point.of(ReportFixture.curve(90 - 10 * version)),
        text.apply(
            "LUCIO:\nBetwixt is wedded men fall; you state thee.\n\nFirst Citizen:\nFor version %d I do not love the shame."
                .formatted(version)));
  }

  private static List<Comparison> comparisons(
      double ratio, double champion, UnaryOperator<String> text) {
    List<Comparison> comparisons = new ArrayList<>();
    for (Holdout holdout : Holdout.values()) {
      double shift = holdout == Holdout.PINNED ? 0 : -0.01;
      comparisons.add(perplexity(holdout, null, ratio + shift, champion, 0.006));
      comparisons.add(accuracy(holdout, null, 2 - ratio - shift));
      comparisons.add(
          perplexity(holdout, text.apply("histories"), ratio + shift + 0.004, champion, 0.011));
      comparisons.add(accuracy(holdout, text.apply("histories"), 2 - ratio - shift));
      if (holdout == Holdout.PINNED) {
        comparisons.add(
            new Comparison(
                holdout,
                text.apply("tragedies"),
                Metric.PERPLEXITY,
                14,
                812,
                champion * 1.1,
                champion * 1.1 * (ratio - 0.008),
                ratio - 0.008,
                null,
                null));
      }
    }
    return comparisons;
  }

  private static Comparison perplexity(
      Holdout holdout, String slice, double ratio, double champion, double half) {
    return new Comparison(
        holdout,
        slice,
        Metric.PERPLEXITY,
        436,
        55_770,
        champion,
        champion * ratio,
        ratio,
        new ConfidenceInterval(ratio - half, ratio + half),
        new ConfidenceInterval(ratio - 0.84 * half, ratio + 0.84 * half));
  }

  private static Comparison accuracy(Holdout holdout, String slice, double ratio) {
    return new Comparison(
        holdout,
        slice,
        Metric.ACCURACY,
        436,
        55_770,
        0.512,
        0.512 * ratio,
        ratio,
        new ConfidenceInterval(ratio - 0.008, ratio + 0.008),
        new ConfidenceInterval(ratio - 0.007, ratio + 0.007));
  }

  private static Verdict verdict(double ratio, boolean promoted, UnaryOperator<String> text) {
    Outcome outcome = promoted ? Outcome.PASSED : Outcome.FAILED;
    return new Verdict(
        promoted,
        List.of(
            new RuleResult(
                text.apply(
                    "perplexity on the pinned holdout: ratio below 1.0 with 95 % confidence"),
                Holdout.PINNED,
                null,
                Metric.PERPLEXITY,
                1.0,
                true,
                ratio,
                ratio + 0.005,
                outcome,
                null),
            new RuleResult(
                text.apply("perplexity on the pinned holdout, slice histories: ratio below 1.01"),
                Holdout.PINNED,
                text.apply("histories"),
                Metric.PERPLEXITY,
                1.01,
                false,
                ratio + 0.004,
                ratio + 0.013,
                outcome,
                null),
            new RuleResult(
                text.apply("perplexity on the pinned holdout, slice comedies: ratio below 1.01"),
                Holdout.PINNED,
                text.apply("comedies"),
                Metric.PERPLEXITY,
                1.01,
                false,
                null,
                null,
                Outcome.NOT_APPLICABLE,
                text.apply("the pinned holdout has no text of this slice"))));
  }

  private static RetrainingRecord.Data data(int night, UnaryOperator<String> text) {
    List<RetrainingRecord.Generation> generations = new ArrayList<>();
    for (int number = 1; number <= night; number++) {
      Map<String, Long> targets = new LinkedHashMap<>();
      targets.put(text.apply("train"), 200_740L - number);
      targets.put(text.apply("validation"), 11_150L);
      targets.put(text.apply("test"), 11_151L);
      Double unknown = number == 1 ? null : number == 4 ? Double.valueOf(0.083) : 0.0002;
      generations.add(
          new RetrainingRecord.Generation(
              number,
              number == night,
              (number == 4 && night > 4) || number == LEFT_OUT,
              2,
              targets,
              unknown,
              unknown == null ? null : 0.0,
              unknown == null ? null : unknown + 0.0011,
              number == night && night > 1 ? 4.5 + night : null,
              number == night && night > 1 ? 1 + night / 10.0 : null,
              number == LEFT_OUT ? text.apply("Gur onovrf fvatf.\nGur fghqragf") : null));
    }
    return new RetrainingRecord.Data(
        generations,
        List.of(
            text.apply("day%d/histories-1.txt".formatted(night)),
            text.apply("day%d/tragedies-1.txt".formatted(night))),
        night == 4
            ? List.of(
                text.apply(
                    "the share of unknown tokens is larger by 0.083, the limit is 0.02: a rebuild is due"))
            : List.of());
  }

  private static Map<String, String> provenance(UnaryOperator<String> text) {
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put(text.apply("run by"), text.apply("ravel"));
    provenance.put(
        text.apply("shards digest"),
        text.apply("9d8b0ff1e03a86b56738d43e5b92fb0390307556d2fcb92efe3b66f44e24ba89"));
    provenance.put(text.apply("version of ravel"), text.apply("0.1.0"));
    return provenance;
  }
}
