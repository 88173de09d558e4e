package org.ravel.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.ravel.evaluation.Evaluation;
import org.ravel.evaluation.measure.Text;

/**
 * A page that the product writes, by what happens to the texts in it. A page that is added to
 * {@link #all} is tested with hostile text and in a browser.
 */
record WrittenPage(String name, Function<UnaryOperator<String>, String> make) {
  private static final String HOSTILE =
      "\"'`><script src=http://evil.example/x.js></script><img src=x onerror=alert(1)>"
          + "</pre></style></title></svg><!-- <![CDATA[ &amp; &lt; {{runId}} {{{reason}}} {{>head}}"
          + " javascript:alert(1) \u202Egpj.exe\u2066 \u0000\u0007\u001b[31m\u009b \uD800 \uFFFE =1+1";

  @Override
  public String toString() {
    return name;
  }

  static List<WrittenPage> all() {
    return List.of(
        new WrittenPage("evaluation", WrittenPage::evaluation),
        new WrittenPage("labels", WrittenPage::labels),
        new WrittenPage("classes", WrittenPage::classes),
        new WrittenPage("sets", WrittenPage::sets),
        new WrittenPage("trees", WrittenPage::trees),
        new WrittenPage("translations", WrittenPage::translations),
        new WrittenPage("captions", WrittenPage::captions),
        new WrittenPage("forecasts", WrittenPage::forecasts),
        new WrittenPage("retraining", text -> RetrainingPage.of(RetrainingFixture.night(3, text))),
        new WrittenPage(
            "refused retraining", text -> RetrainingPage.of(RetrainingFixture.night(4, text))),
        new WrittenPage(
            "first retraining", text -> RetrainingPage.of(RetrainingFixture.night(1, text))),
        new WrittenPage(
            "text left out", text -> RetrainingPage.of(RetrainingFixture.withheld(text))),
        new WrittenPage("history", WrittenPage::history),
        new WrittenPage("comparison", WrittenPage::comparison),
        new WrittenPage("trainings", WrittenPage::trainings),
        new WrittenPage("dynamics", text -> DynamicsPage.of(PortraitFixture.portrait(text))));
  }

  /** Text that would be more than text, behind the page's own. */
  static String hostile(String text) {
    return text + HOSTILE;
  }

  private static String evaluation(UnaryOperator<String> text) {
    Evaluation fixture = ReportFixture.evaluation();
    Evaluation evaluation =
        new Evaluation(
            text.apply("test"),
            new Text(
                fixture.text().targets(),
                fixture.text().characters(),
                fixture.text().bytes(),
                fixture.text().unknownTargets(),
                fixture.text().model(),
                fixture.text().standardError(),
                fixture.text().baselines().stream()
                    .map(each -> new Text.Baseline(text.apply(each.name()), each.nats()))
                    .toList(),
                fixture.text().byPosition(),
                fixture.text().bySource().stream()
                    .map(each -> new Text.SourceLoss(text.apply("a.txt"), each.loss()))
                    .toList(),
                fixture.text().sourceEntropy()),
            fixture.seconds());
    return HtmlPage.of(Figures.of(evaluation, context(text)));
  }

  private static String labels(UnaryOperator<String> text) {
    return HtmlPage.of(
        LabelFigures.of(
            new Evaluation(text.apply("test"), ReportFixture.labels(text), 2), context(text)));
  }

  private static String classes(UnaryOperator<String> text) {
    return HtmlPage.of(
        LabelFigures.of(
            new Evaluation(text.apply("test"), ReportFixture.classes(text), 2), context(text)));
  }

  private static String sets(UnaryOperator<String> text) {
    return HtmlPage.of(
        ReportFigures.of(
            new Evaluation(text.apply("test"), ReportFixture.sets(text), 2), context(text)));
  }

  private static String trees(UnaryOperator<String> text) {
    return HtmlPage.of(
        ReportFigures.of(
            new Evaluation(text.apply("test"), ReportFixture.trees(text), 2), context(text)));
  }

  private static String translations(UnaryOperator<String> text) {
    Evaluation evaluation = new Evaluation(text.apply("test"), ReportFixture.decoded(text), 2);
    ReportContext context = context(text);
    List<ReportContext.LearningPoint> curve = new ArrayList<>(context.learningCurve());
    for (int epoch = 1; epoch < 3; epoch++) {
      ReportContext.LearningPoint.Sentence sentence =
          new ReportContext.LearningPoint.Sentence(
              text.apply("ein Hund"), text.apply("a dog"), text.apply("a"));
      curve.add(
          new ReportContext.LearningPoint(
              90 + epoch, 300 + epoch, 2, 2.5, 0.1, 50, Map.of(), List.of(sentence)));
    }
    ReportContext longer =
        new ReportContext(
            context.title(),
            context.facts(),
            context.training(),
            context.measurement(),
            context.configuration(),
            curve,
            "",
            context.created());
    return HtmlPage.of(ReportFigures.of(evaluation, longer));
  }

  private static String captions(UnaryOperator<String> text) {
    Evaluation evaluation = new Evaluation(text.apply("test"), ReportFixture.captioned(text), 2);
    return HtmlPage.of(
        ReportFigures.of(evaluation, context(text)), ReportFixture.pictures(text.apply("dog.jpg")));
  }

  private static String forecasts(UnaryOperator<String> text) {
    Evaluation evaluation = new Evaluation(text.apply("test"), ForecastFixture.forecasts(text), 2);
    return HtmlPage.of(ReportFigures.of(evaluation, context(text)));
  }

  private static ReportContext context(UnaryOperator<String> text) {
    ReportContext context = ReportFixture.context();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(text.apply("Network"), text.apply("LSTM"));
    return new ReportContext(
        text.apply("Sentences"),
        facts,
        ReportFixture.training(text),
        ReportFixture.measurement(text),
        text.apply("seed = 1"),
        context.learningCurve(),
        text.apply("Anna sleeps."),
        context.created());
  }

  private static String history(UnaryOperator<String> text) {
    List<HistoryPage.Entry> runs = new ArrayList<>();
    for (int night = 1; night <= 5; night++) {
      runs.add(
          new HistoryPage.Entry(
              RetrainingFixture.night(night, text), text.apply("javascript:night/report.html")));
    }
    runs.add(
        new HistoryPage.Entry(
            RetrainingFixture.withheld(text), text.apply("javascript:night/report.html")));
    return HistoryPage.of(text.apply("books"), runs);
  }

  private static String comparison(UnaryOperator<String> text) {
    List<ComparedModel> models =
        IntStream.rangeClosed(1, 3)
            .mapToObj(
                number ->
                    new ComparedModel(
                        text.apply("hdfs://host/ravel/model-" + number),
                        ReportFixture.training(each -> text.apply(each + number)),
                        ReportFixture.curve(60 * number),
                        number == 3
                            ? null
                            : new Evaluated(
                                text.apply("hdfs://host/ravel/report-" + number),
                                text.apply("test"),
                                text.apply("ef56"),
                                text.apply("carried"),
                                "1,000 tokens",
                                Map.of(text.apply("accuracy"), text.apply("better")))))
            .toList();
    return ModelComparisonPage.of(ModelComparison.of(models));
  }

  private static String trainings(UnaryOperator<String> text) {
    return TrainingIndexPage.of(
        text.apply("hdfs://host/ravel"),
        List.of(
            new TrainingIndexPage.Entry(
                text.apply("a/training"),
                ReportFixture.training(text),
                text.apply("javascript:a/report.html")),
            new TrainingIndexPage.Entry(
                text.apply("b/training"), ReportFixture.training(text), null)));
  }
}
