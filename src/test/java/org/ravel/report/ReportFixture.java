package org.ravel.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ravel.evaluation.Evaluation;
import org.ravel.evaluation.Evaluation.Baseline;
import org.ravel.evaluation.Evaluation.Loss;
import org.ravel.evaluation.Evaluation.PositionLoss;
import org.ravel.evaluation.Evaluation.Score;
import org.ravel.evaluation.Evaluation.SourceLoss;
import org.ravel.report.ReportContext.LearningPoint;

/** An evaluation whose figures are easily worked out by hand. */
final class ReportFixture {
  static final String HOSTILE = "<script>alert('a & \"b\"')</script>";

  private ReportFixture() {}

  /** 1000 tokens of 2 bits each, 1250 characters, 2000 bytes, in 4 seconds. */
  static Evaluation evaluation(List<SourceLoss> sources) {
    return new Evaluation(
        "test",
        1000,
        1250,
        2000,
        30,
        new Score(2000 * Math.log(2), 600, 900),
        0.0125,
        List.of(
            new Baseline("uniform", 5000 * Math.log(2)),
            new Baseline("unigram", 4000 * Math.log(2)),
            new Baseline("bigram", 3000 * Math.log(2))),
        IntStream.range(0, 64)
            .mapToObj(t -> new PositionLoss(new Loss(20 * (0.9 + 1.5 / (1 + t)), 20), 0.03))
            .toList(),
        sources,
        1.75,
        4);
  }

  static Evaluation evaluation() {
    return evaluation(
        List.of(
            new SourceLoss("hdfs://host/books/plain.txt", new Loss(100, 200)),
            new SourceLoss("hdfs://host/books/a,\"b\".txt", new Loss(600, 400)),
            new SourceLoss("hdfs://host/books/" + HOSTILE, new Loss(400, 400))));
  }

  static ReportContext context() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Network", "LSTM, 1 × 128, embedding 64");
    facts.put("Parameters", "112,482");
    facts.put("Shards", "hdfs://host/ravel/shards");
    facts.put("Hostile", HOSTILE);
    return new ReportContext(
        "Sentences, characters",
        facts,
        "model {\n  cell = lstm # " + HOSTILE + "\n}\n",
        curve(300),
        "The students in the class love " + HOSTILE + ".\nAnna sleeps.",
        Instant.parse("2026-01-02T03:04:05Z"));
  }

  static List<LearningPoint> curve(int rounds) {
    List<LearningPoint> curve = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      double epoch = round / 30.0;
      double loss = 1.25 + 2 * Math.exp(-epoch / 2) + 0.03 * Math.sin(round * 12.9898);
      curve.add(
          new LearningPoint(
              epoch, round, loss, round % 30 == 0 ? loss + 0.05 : null, 0.002, 11_000 + round));
    }
    return curve;
  }
}
