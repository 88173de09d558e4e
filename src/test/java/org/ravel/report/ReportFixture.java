package org.ravel.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.ravel.config.StoredConfig;
import org.ravel.evaluation.Evaluation;
import org.ravel.evaluation.measure.Captioned;
import org.ravel.evaluation.measure.Classes;
import org.ravel.evaluation.measure.ConfusedPair;
import org.ravel.evaluation.measure.ConfusionMatrix;
import org.ravel.evaluation.measure.Decoded;
import org.ravel.evaluation.measure.LabelMatches;
import org.ravel.evaluation.measure.LabelMeasures;
import org.ravel.evaluation.measure.LabelSets;
import org.ravel.evaluation.measure.Labels;
import org.ravel.evaluation.measure.LengthMatches;
import org.ravel.evaluation.measure.Matches;
import org.ravel.evaluation.measure.Text;
import org.ravel.evaluation.measure.Text.Baseline;
import org.ravel.evaluation.measure.Text.Loss;
import org.ravel.evaluation.measure.Text.PositionLoss;
import org.ravel.evaluation.measure.Text.Score;
import org.ravel.evaluation.measure.Text.SourceLoss;
import org.ravel.evaluation.measure.TreeLabels;
import org.ravel.evaluation.measure.WorstExample;
import org.ravel.image.Picture;
import org.ravel.report.ReportContext.LearningPoint;
import org.ravel.report.TrainingProvenance.Averaging;
import org.ravel.report.TrainingProvenance.Best;
import org.ravel.report.TrainingProvenance.Course;
import org.ravel.report.TrainingProvenance.Data;
import org.ravel.report.TrainingProvenance.NetworkFacts;
import org.ravel.report.TrainingProvenance.Optimization;
import org.ravel.report.TrainingProvenance.Outcome;

/** An evaluation whose figures are easily worked out by hand. */
final class ReportFixture {
  static final String HOSTILE = "<script>alert('a & \"b\"')</script>";

  private ReportFixture() {}

  /** 1000 tokens of 2 bits each, 1250 characters, 2000 bytes, in 4 seconds. */
  static Evaluation evaluation(List<SourceLoss> sources) {
    return new Evaluation(
        "test",
        new Text(
            1000,
            1250,
            2000,
            30,
            new Score(2000 * Math.log(2), 600, 900),
            0.0125,
            List.of(
                new Baseline("uniform", 5000 * Math.log(2)),
                new Baseline("unigram", 4000 * Math.log(2)),
                new Baseline("bigram", 3000 * Math.log(2), 0.02)),
            IntStream.range(0, 64)
                .mapToObj(t -> new PositionLoss(new Loss(20 * (0.9 + 1.5 / (1 + t)), 20), 0.03))
                .toList(),
            sources,
            1.75),
        4);
  }

  static Evaluation evaluation() {
    return evaluation(
        List.of(
            new SourceLoss("hdfs://host/books/plain.txt", new Loss(100, 200)),
            new SourceLoss("hdfs://host/books/a,\"b\".txt", new Loss(600, 400)),
            new SourceLoss("hdfs://host/books/" + HOSTILE, new Loss(400, 400))));
  }

  /** 10 labels in 4 sequences: 6 are right, and one is none of the model's. */
  static Labels labels(UnaryOperator<String> text) {
    return new Labels(
        10,
        6,
        1,
        4.5,
        4,
        1,
        3,
        1,
        false,
        text.apply("O"),
        List.of(
            new LabelMeasures.Baseline("most frequent label", 5, 0.04),
            new LabelMeasures.Baseline("most frequent label of the word", 4, 0.05)),
        List.of(
            new LabelMatches(text.apply("O"), new Matches(4, 6, 5)),
            new LabelMatches(text.apply("B-x"), new Matches(2, 4, 4))),
        List.of(new ConfusedPair(text.apply("B-x"), text.apply("O"), 2)),
        new ConfusionMatrix(
            List.of(text.apply("O"), text.apply("B-x")),
            2,
            List.of(5L, 4L),
            List.of(List.of(4L, 1L), List.of(2L, 2L))),
        List.of(
            new WorstExample(
                3,
                text.apply("file"),
                2.5,
                4,
                1,
                List.of(text.apply("two"), text.apply("three")),
                List.of(text.apply("O"), text.apply("B-x")),
                List.of(text.apply("O"), text.apply("O")),
                null)),
        List.of(new LabelMatches(text.apply("x"), new Matches(1, 4, 4))),
        List.of(new LengthMatches(2, 3, 1), new LengthMatches(4, 1, 0)));
  }

  /** 10 sequences of two classes, 8 of them right. */
  static Classes classes(UnaryOperator<String> text) {
    String no = text.apply("no");
    String yes = text.apply("yes");
    List<Classes.RocPoint> curve =
        List.of(
            new Classes.RocPoint(0, 0), new Classes.RocPoint(0.2, 0.8), new Classes.RocPoint(1, 1));
    return new Classes(
        10,
        8,
        0,
        4,
        no,
        List.of(
            new LabelMeasures.Baseline("most frequent label", 5, 0.1),
            new LabelMeasures.Baseline("naive Bayes", 7, 0.2)),
        List.of(
            new LabelMatches(no, new Matches(4, 5, 5)),
            new LabelMatches(yes, new Matches(4, 5, 5))),
        List.of(new ConfusedPair(no, yes, 1), new ConfusedPair(yes, no, 1)),
        new ConfusionMatrix(
            List.of(no, yes), 2, List.of(5L, 5L), List.of(List.of(4L, 1L), List.of(1L, 4L))),
        List.of(
            new WorstExample(
                7,
                text.apply("file"),
                3.5,
                90,
                0,
                List.of(text.apply("some"), text.apply("words")),
                List.of(no),
                List.of(yes),
                0.97)),
        List.of(
            new Classes.Ranking(no, 0.8, 0, curve), new Classes.Ranking(yes, 0.8, 0.001, curve)),
        2,
        List.of(
            new Classes.Reliability(0.4, 0.6, 4, 2, 2.2),
            new Classes.Reliability(0.6, 0.8, 0, 0, 0),
            new Classes.Reliability(0.8, 1, 6, 6, 5.6)),
        List.of(new LengthMatches(2, 7, 7), new LengthMatches(90, 3, 1)));
  }

  /** Sets of two labels for 10 sequences, of which 6 are right. */
  static LabelSets sets(UnaryOperator<String> text) {
    Classes classes = classes(text);
    return new LabelSets(
        10,
        2,
        0.5,
        6,
        1,
        9,
        7.5,
        List.of(
            new LabelSets.Baseline("most frequent labels", new Matches(5, 10, 10), 2, 12, 5, 0.1)),
        classes.byLabel(),
        classes.rankings(),
        classes.reliability(),
        classes.worst());
  }

  /** 30 nodes of 6 trees, 24 of them right; of the roots 5. */
  static TreeLabels trees(UnaryOperator<String> text) {
    Classes classes = classes(text);
    return new TreeLabels(
        30,
        24,
        1,
        14.5,
        classes.mostFrequent(),
        List.of(
            new LabelMeasures.Baseline("most frequent label", 12, 0.02),
            new LabelMeasures.Baseline("naive Bayes", 18, 0.03)),
        classes.byLabel(),
        classes.confusions(),
        classes.matrix(),
        classes.worst(),
        List.of(
            new LabelMeasures.Part(
                TreeLabels.ROOTS,
                6,
                5,
                List.of(
                    new LabelMeasures.Baseline("most frequent label", 2, 0.1),
                    new LabelMeasures.Baseline("naive Bayes", 3, 0.1))),
            new LabelMeasures.Part(
                text.apply("roots, bad or good"),
                4,
                1,
                List.of(
                    new LabelMeasures.Baseline("most frequent label", 3, 0.2),
                    new LabelMeasures.Baseline("naive Bayes", 2, null)))));
  }

  /** 10 target tokens of 3 sentences, of which it is known where one looked. */
  static Decoded decoded(UnaryOperator<String> text) {
    Decoded.Translated sentence =
        new Decoded.Translated(
            2, text.apply("ein Mann"), text.apply("a man"), text.apply("a a man"), 71.5);
    return new Decoded(
        10,
        7,
        1,
        12.5,
        new Decoded.Output(
            3,
            1,
            new Decoded.Score(27.25, "tok:13a"),
            new Decoded.Score(26.5, "tok:none"),
            new Decoded.Score(51.75, "nc:6"),
            8,
            7,
            new Decoded.Diversity(8, 6, 5, 5),
            new Decoded.Diversity(7, 7, 4, 4),
            List.of(
                new Decoded.OfLength(1, 5, 2, 1, 41.5, 62, 5, 4),
                new Decoded.OfLength(501, null, 1, 0, 0, 12.5, 3, 3)),
            List.of(sentence),
            List.of(sentence),
            List.of(
                new Decoded.Aligned(
                    2,
                    List.of(text.apply("ein"), text.apply("Mann")),
                    List.of(text.apply("a"), text.apply("a"), text.apply("man"), "<eos>"),
                    List.of(
                        List.of(0.996, 0.004),
                        List.of(0.5, 0.5),
                        List.of(0.125, 0.875),
                        List.of(0.25, 0.75)))),
            List.of(
                new Decoded.Baseline(text.apply("copy of the source"), "", 3, 0, 3.5, 11.5),
                new Decoded.Baseline("most frequent target", text.apply("a man"), 3, 1, 9, 22))));
  }

  /** Captions whose texts are the user's. */
  static Captioned captioned(UnaryOperator<String> text) {
    Captioned.Caption image =
        new Captioned.Caption(
            3,
            text.apply("dog.jpg"),
            List.of(text.apply("a dog runs"), text.apply("the dog")),
            text.apply("a dog"),
            0.375,
            new Captioned.Looked(
                List.of(text.apply("a"), text.apply("dog"), text.apply("<eos>")),
                List.of(
                    List.of(0.25, 0.25, 0.25, 0.25),
                    List.of(0.0, 0.8, 0.2, 0.0),
                    List.of(1.0, 0.0, 0.0, 0.0))));
    Captioned.Caption nameless =
        new Captioned.Caption(4, "", List.of(text.apply("a cat")), text.apply("a dog"), 0, null);
    return new Captioned(
        100,
        40,
        3,
        250,
        new Captioned.Written(
            2,
            new Captioned.Scores(List.of(61.5, 45.25, 33.0, 24.75), 0.625),
            4,
            5,
            List.of(
                new Captioned.Baseline(
                    "always the same caption",
                    new Captioned.Scores(List.of(40.0, 20.0, 10.0, 5.5), 0.125),
                    text.apply("a man"))),
            List.of(nameless, image),
            List.of(image, nameless)));
  }

  /** A picture of that name, twice as wide as high. */
  static ShownPictures pictures(String name) {
    return new ShownPictures(
        Map.of(name, new Picture(40, 20, new byte[3 * 40 * 20])), List.of(), List.of(2, 2));
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
        training(),
        measurement(),
        "model {\n  cell = lstm # " + HOSTILE + "\n}\n",
        curve(300),
        "The students in the class love " + HOSTILE + ".\nAnna sleeps.",
        Instant.parse("2026-01-02T03:04:05Z"));
  }

  static TrainingProvenance training() {
    return training(UnaryOperator.identity());
  }

  /** A training whose texts are changed. */
  static TrainingProvenance training(UnaryOperator<String> text) {
    return new TrainingProvenance(
        text.apply("language-model"),
        new NetworkFacts(
            text.apply("LSTM, 1 × 128 units"),
            text.apply("lstm"),
            1L,
            64L,
            128L,
            0.1,
            false,
            112_482L,
            text.apply("ab12"),
            text.apply("random")),
        new Optimization(
            text.apply("adam"), 0.004, text.apply("cosine"), 0.2, 1.0, 32L, 64L, true, 7L),
        new Averaging(text.apply("ravel"), 2L, 8L, text.apply("average"), text.apply("plain")),
        new Course(
            Outcome.STOPPED_EARLY,
            text.apply("patience ran out"),
            text.apply("2026-01-02T03:00:00Z"),
            15L,
            10.0,
            300L,
            9_000L,
            75.0,
            120.0),
        new Best(1.38, 9.5, 285L, Math.log(32), 10L, 1L),
        new Data(
            text.apply("character, documents: none"),
            32L,
            null,
            3L,
            40_000L,
            1L,
            Map.of(text.apply("train"), 30_000L),
            text.apply("cd34"),
            text.apply("ef56"),
            text.apply("0a78")),
        Map.of(text.apply("ravel"), text.apply("1.2.3")),
        List.of(
            new StoredConfig.Change("model.hidden-size", text.apply("128"), text.apply("256")),
            new StoredConfig.Change(text.apply("training.path"), text.apply("here"), null)),
        text.apply("model.hidden-size = 128"));
  }

  static Measurement measurement() {
    return measurement(UnaryOperator.identity());
  }

  static Measurement measurement(UnaryOperator<String> text) {
    return new Measurement(
        text.apply("hdfs://host/ravel/model"),
        text.apply("hdfs://host/ravel/shards"),
        text.apply("ef56"),
        text.apply("hdfs://host/ravel/shards"),
        text.apply("ef57"),
        true,
        32,
        1024,
        Map.of(text.apply("ravel"), text.apply("1.2.4")));
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
