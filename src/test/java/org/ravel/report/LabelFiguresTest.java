package org.ravel.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.ravel.evaluation.Evaluation;
import org.ravel.evaluation.measure.Classes;
import org.ravel.evaluation.measure.ConfusionMatrix;
import org.ravel.evaluation.measure.LabelSets;
import org.ravel.report.ReportContext.LearningPoint;
import org.ravel.storage.Json;

class LabelFiguresTest {
  /** Keys that a language model's report has too. */
  private static final Set<String> COMMON =
      Set.of("learningCurve", "training", "measurement", "facts", "configuration");

  private final LabelFigures figures =
      LabelFigures.of(
          new Evaluation("test", ReportFixture.labels(UnaryOperator.identity()), 4),
          ReportFixture.context());

  private final LabelFigures classes =
      LabelFigures.of(
          new Evaluation("test", ReportFixture.classes(UnaryOperator.identity()), 4),
          ReportFixture.context());

  private final LabelFigures trees =
      LabelFigures.of(
          new Evaluation("test", ReportFixture.trees(UnaryOperator.identity()), 4),
          ReportFixture.context());

  private JsonNode json() throws IOException {
    return json(figures);
  }

  private static JsonNode json(LabelFigures figures) throws IOException {
    return new ObjectMapper().readTree(Json.text(figures));
  }

  @Test
  void figuresByHand() throws IOException {
    JsonNode report = json();
    assertThat(value(report, "accuracy")).isCloseTo(0.6, within(1e-12));
    assertThat(value(report, "log loss")).isCloseTo(0.5, within(1e-12));
    assertThat(value(report, "span F1")).isCloseTo(0.25, within(1e-12));
    assertThat(value(report, "sequences all right")).isCloseTo(0.25, within(1e-12));
    // 2 · 4 / 11 and 2 · 2 / 8.
    assertThat(value(report, "macro F1")).isCloseTo((8 / 11.0 + 0.5) / 2, within(1e-12));
    assertThat(value(report, "micro F1")).isCloseTo(12 / 19.0, within(1e-12));
    assertThat(report.at("/baseline/accuracy").asDouble()).isCloseTo(0.5, within(1e-12));
    assertThat(report.at("/evaluation/targetsPerSecond").asDouble()).isEqualTo(2.5);
  }

  private static double value(JsonNode report, String name) {
    for (JsonNode figure : report.get("figures")) {
      if (figure.get("name").asText().equals(name)) {
        return figure.get("value").asDouble();
      }
    }
    throw new AssertionError("no figure " + name + " in " + report.get("figures"));
  }

  @Test
  void theKeysAreThoseOfTheDocumentation() throws IOException {
    Set<String> keys = new TreeSet<>();
    collect("", json(), keys);
    collect("", json(classes), keys);
    collect("", json(trees), keys);
    // Its counts are a label's.
    keys.removeIf(key -> key.startsWith("bySpan[].") && !key.endsWith(".name"));
    // Those of all targets.
    keys.removeIf(key -> key.matches("parts\\[]\\.(baselines\\[]|verdict)\\..*"));
    assertThat(keys).isEqualTo(documented(0));
  }

  /** Beside keys that those of labels have, and that mean the same. */
  @Test
  void theKeysOfSetsAreThoseOfTheDocumentation() throws IOException {
    LabelSets measures = ReportFixture.sets(UnaryOperator.identity());
    SetFigures sets =
        SetFigures.of(new Evaluation("test", measures, 4), measures, ReportFixture.context());
    Set<String> keys = new TreeSet<>();
    collect("", new ObjectMapper().readTree(Json.text(sets)), keys);
    Set<String> own = documented(1);
    assertThat(keys).containsAll(own);
    keys.removeAll(own);
    assertThat(documented(0)).containsAll(keys);
  }

  /** Labels of sets are there or not, and given or not: no answer is right. */
  @Test
  void reliabilityOfSetsIsThatOfLabels() {
    Evaluation evaluation = new Evaluation("test", ReportFixture.sets(UnaryOperator.identity()), 2);
    String page = HtmlPage.of(ReportFigures.of(evaluation, ReportFixture.context()));
    assertThat(page)
        .contains("How often a label is there to which the model gives some probability")
        .contains("probability of the label", "share that is there")
        .doesNotContain("share that is right", "probability of the answer");
  }

  /** The keys of the page's first table, or of that of sets of labels. */
  private static Set<String> documented(int table) throws IOException {
    String page = Files.readString(Path.of("src/site/markdown/labels-report.md"));
    return Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE)
        .matcher(page.split("\n## Sets of labels\n", 2)[table])
        .results()
        .map(row -> row.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void collect(String path, JsonNode node, Set<String> keys) {
    if (node.isArray()) {
      node.forEach(element -> collect(path + "[]", element, keys));
    } else if (node.isObject()) {
      String prefix = path.isEmpty() ? "" : path + ".";
      node.fields()
          .forEachRemaining(
              field -> {
                if (!COMMON.contains(field.getKey())) {
                  collect(prefix + field.getKey(), field.getValue(), keys);
                }
              });
    } else if (!COMMON.contains(path)) {
      keys.add(path);
    }
  }

  @Test
  void thePageHasTheLabelsAndNothingOfALanguageModel() {
    assertThat(HtmlPage.of(figures))
        .contains("<h2>By label</h2>", "<h3>Spans</h3>", "Most frequent mistakes", "60.00")
        .contains("Against baselines", "most frequent label of the word", "“O”")
        .contains("better than the baseline “most frequent label” by 10.00 points of accuracy")
        .doesNotContain("What the model writes", "Perplexity per token");
  }

  @Test
  void thePageOfClassesSpeaksOfClasses() {
    assertThat(HtmlPage.of(classes)).contains("Sequences whose class training does not have");
    assertThat(HtmlPage.of(figures)).contains("Labels that training does not have");
    assertThat(Jsoup.parse(HtmlPage.of(classes)).select("#worst").text())
        .contains("with a wrong class whose true class the model", "no yes, 97.00 %")
        .doesNotContain("classs", "label", "Marked");
  }

  @Test
  void targetsOfEachKindStandBesideBaselinesOfTheirOwn() throws IOException {
    JsonNode report = json(trees);
    assertThat(value(report, "accuracy of roots")).isEqualTo(5 / 6.0);
    assertThat(report.at("/parts/0/accuracy").asDouble()).isEqualTo(5 / 6.0);
    assertThat(report.at("/parts/0/baselines/1/accuracy").asDouble()).isEqualTo(0.5);
    assertThat(report.at("/parts/0/verdict/outcome").asText()).isEqualTo("BETTER");
    assertThat(report.at("/parts/1/verdict/outcome").asText()).isEqualTo("WORSE");
    assertThat(report.at("/verdict/baseline").asText()).isEqualTo("naive Bayes");

    Document page = Jsoup.parse(HtmlPage.of(trees));
    assertThat(page.select("#baselines h3").eachText())
        .containsExactly("All nodes: 30", "Roots: 6", "Roots, bad or good: 4");
    assertThat(page.select("#baselines table").eachText())
        .containsExactly(
            "predictor accuracy most frequent label “no” 40.00 % naive Bayes 60.00 % this model 80.00 %",
            "predictor accuracy most frequent label 33.33 % naive Bayes 50.00 % this model 83.33 %",
            "predictor accuracy most frequent label 75.00 % naive Bayes 50.00 % this model 25.00 %");
    assertThat(page.select("#baselines p").eachText().subList(1, 3))
        .allSatisfy(words -> assertThat(words).startsWith("The model is "));
    assertThat(page.select(".headline").get(0).text())
        .isEqualTo("Accuracy of roots 83.33 % naive Bayes: 50.00 %");
    assertThat(Jsoup.parse(HtmlPage.of(classes)).select("#baselines h3")).isEmpty();
  }

  @Test
  void thePageOfTreesSpeaksOfNodesAndTrees() {
    Document page = Jsoup.parse(HtmlPage.of(trees));
    assertThat(page.select("#measures").text()).contains("Nodes whose label training does not");
    assertThat(page.select("#worst").text())
        .contains("The trees with a wrong label at the root", "loss true predicted tree")
        .contains("no yes, 97.00 %")
        .doesNotContain("equence", "Marked");
    assertThat(page.select("#labels").text()).contains("By label").doesNotContain("ROC");
    assertThat(Jsoup.parse(HtmlPage.of(classes)).select("#labels").text()).contains("ROC");
  }

  @Test
  void ofTwoClassesTheSecondsCurveIsDrawnAndOfMoreEachThatIsTrueAnywhere() {
    assertThat(Jsoup.parse(HtmlPage.of(classes)).select("#roc-curves").text())
        .contains("yes, area 0.800")
        .doesNotContain("no, area");

    Classes two = ReportFixture.classes(UnaryOperator.identity());
    Classes ofThree =
        new Classes(
            two.targets(),
            two.right(),
            two.unknown(),
            two.nats(),
            two.mostFrequent(),
            two.baselines(),
            two.byLabel(),
            two.confusions(),
            new ConfusionMatrix(
                List.of("no", "yes", "never"),
                3,
                List.of(5L, 5L, 0L),
                List.of(List.of(4L, 0L, 1L), List.of(1L, 4L, 0L), List.of(0L, 0L, 0L))),
            two.worst(),
            two.rankings(),
            3,
            two.reliability(),
            two.byLength());
    LabelFigures third =
        LabelFigures.of(new Evaluation("test", ofThree, 4), ReportFixture.context());
    assertThat(Jsoup.parse(HtmlPage.of(third)).select("#roc-curves").text())
        .contains("yes, area 0.800", "no, area 0.800")
        .doesNotContain("smallest area");
  }

  @Test
  void accuracyIsShownByLength() {
    assertThat(Jsoup.parse(HtmlPage.of(classes)).select("#accuracy-by-length").text())
        .contains(
            "How many sequences of a length have the right class. All of up to 2 steps are right.",
            "steps of the sequence");
    assertThat(classes.rightUpTo()).isEqualTo(2);
    assertThat(classes.byLength())
        .containsExactly(new LabelFigures.ByLength(2, 7, 7), new LabelFigures.ByLength(90, 3, 1));
  }

  @Test
  void pointsOfALearningCurveHaveFiguresOnlyWhereSomeWereMeasured() throws IOException {
    LearningPoint without = new LearningPoint(1, 2, 3, 4.0, 5, 6);
    LearningPoint with = new LearningPoint(1, 2, 3, 4.0, 5, 6, Map.of("accuracy", 0.5));
    ObjectMapper json = new ObjectMapper();

    assertThat(json.valueToTree(Figures.learningPoint(without)).has("figures")).isFalse();
    assertThat(json.valueToTree(Figures.learningPoint(with)).at("/figures/accuracy").asDouble())
        .isEqualTo(0.5);
  }

  @Test
  void thePageDoesNotTakeLabelsForAStreamOfTokens() {
    Document page = Jsoup.parse(HtmlPage.of(figures));
    assertThat(page.select("#learning-curve").text())
        .contains("nats per label", "labels per second")
        .doesNotContain("token");
    // The fixture's measurement has evaluation.carry-state.
    assertThat(ReportFixture.context().measurement().carryState()).isTrue();
    assertThat(page.select("#measurement").text())
        .contains("hidden state zero at each sequence")
        .doesNotContain("lane");
  }
}
