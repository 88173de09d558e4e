package org.ravel.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.ravel.config.StoredConfig.Change;
import org.ravel.evaluation.Evaluation;
import org.ravel.storage.Json;

class ModelComparisonTest {

  private static TrainingProvenance training(String hiddenSize) {
    TrainingProvenance some = ReportFixture.training();
    return new TrainingProvenance(
        some.task(),
        some.network(),
        some.optimization(),
        some.averaging(),
        some.course(),
        some.best(),
        some.data(),
        some.versions(),
        hiddenSize == null
            ? List.of()
            : List.of(new Change("model.hidden-size", hiddenSize, "256")),
        some.configuration());
  }

  private static ComparedModel model(String name, String hiddenSize, Evaluated evaluated) {
    return new ComparedModel(name, training(hiddenSize), ReportFixture.curve(60), evaluated);
  }

  private static Evaluated evaluated(String shards, String settings) {
    return new Evaluated(
        "/reports/" + shards,
        "test",
        shards,
        settings,
        "1,000 tokens",
        Map.of("accuracy", "50.00 %"));
  }

  private static String note(Evaluated... reports) {
    List<ComparedModel> models =
        Arrays.stream(reports).map(report -> model("m", null, report)).toList();
    return ModelComparison.of(models).note();
  }

  @Test
  void onlyWhatDiffersIsListedAndADefaultIsShownAsSuch() {
    ModelComparison comparison =
        ModelComparison.of(
            List.of(model("a", "64", null), model("b", null, null), model("c", "128", null)));

    assertThat(comparison.settings())
        .containsExactly(new ModelComparison.Row("model.hidden-size", List.of("64", "256", "128")));
    assertThat(comparison.facts()).isEmpty();
    assertThat(comparison.figures()).hasSize(1);
    assertThat(comparison.note())
        .contains("Fewer than two")
        .contains("The validation losses are of the same shards");
  }

  @Test
  void figuresAreComparableOnTheSameTextReadInTheSameWayOnly() {
    assertThat(note(evaluated("x", "carried"), evaluated("x", "carried")))
        .startsWith("Comparable: all");
    assertThat(note(evaluated("x", "carried"), evaluated("x", "carried"), null))
        .startsWith("Those that have a report are comparable");
    assertThat(note(evaluated("x", "carried"), evaluated("y", "carried")))
        .startsWith("Not comparable");
    assertThat(note(evaluated("x", "carried"), evaluated("x", "fresh")))
        .startsWith("Not comparable");
    assertThat(note(evaluated("x", "carried"), evaluated(null, null)))
        .startsWith("Not known to be comparable");
  }

  @Test
  void intervalsAreBesideTheFigures() throws IOException {
    Evaluated evaluated =
        Evaluated.of(
            "/reports/x",
            new ObjectMapper()
                .readTree(
                    "{\"evaluation\":{\"negativeLogLikelihood\":2.0,\"standardError\":0.1}}"));
    ModelComparison comparison =
        ModelComparison.of(
            List.of(
                model("a", "64", evaluated), model("b", null, evaluated), model("c", null, null)));

    // exp(2 ∓ 1.96 · 0.1)
    assertThat(comparison.figures())
        .contains(
            new ModelComparison.Row(
                "perplexity (95 % interval)",
                List.of("7.389 (6.074 to 8.989)", "7.389 (6.074 to 8.989)", "not evaluated")));
  }

  @Test
  void figuresOfLabelsAreThoseOfTheirReport() {
    Evaluated labels =
        written(new Evaluation("test", ReportFixture.labels(UnaryOperator.identity()), 4));
    ModelComparison comparison =
        ModelComparison.of(List.of(model("a", "64", labels), model("b", null, labels)));

    assertThat(comparison.figures())
        .contains(
            twice("measured on", "test, 10 labels"),
            twice("span F1", "25.00 %"),
            twice("accuracy", "60.00 %"),
            twice("log loss", "0.500"),
            twice("always the most frequent label", "50.00 %"),
            twice(
                "verdict",
                "better than the baseline “most frequent label” by 10.00 points of accuracy, standard error 4.00 (60.00 % against 50.00 %)"));
    assertThat(comparison.figures())
        .extracting(ModelComparison.Row::name)
        .doesNotContain("perplexity (95 % interval)", "nats per token");
    assertThat(comparison.note()).startsWith("Comparable: all").doesNotContain("interval");
  }

  @Test
  void figuresOfTextAreThoseOfItsReport() {
    Evaluated text = written(ReportFixture.evaluation());
    assertThat(note(text, text)).startsWith("Comparable: all").contains("Each interval is");
    assertThat(text.targets()).isEqualTo("1,000 tokens");
    assertThat(text.figures().keySet())
        .containsExactly(
            "perplexity (95 % interval)",
            "nats per token", "bits per character", "accuracy", "verdict");
    assertThat(text.figures().values()).doesNotContain("–", "not finite", "not recorded");
  }

  private static Evaluated written(Evaluation evaluation) {
    return Evaluated.of(
        "/reports/x",
        Json.mapper().valueToTree(ReportFigures.of(evaluation, ReportFixture.context())));
  }

  private static ModelComparison.Row twice(String name, String value) {
    return new ModelComparison.Row(name, List.of(value, value));
  }

  @Test
  void thePageShowsTheCurvesOverEachOther() {
    Document page = page(UnaryOperator.identity());

    assertThat(page.select("h2").eachText())
        .containsExactly(
            "Figures",
            "Learning curves",
            "Settings that differ",
            "Network, course and data that differ");
    assertThat(page.select("figure svg").first().text()).contains("model a", "model b");
    assertThat(page.select("#settings tbody tr").eachText())
        .containsExactly("model.hidden-size 64 256");
  }

  @Test
  void namesAreEscaped() {
    String hostile = ReportFixture.HOSTILE;
    Document page = page(name -> name + hostile);

    assertThat(page.select("script")).isEmpty();
    assertThat(page.select("header li").first().text()).isEqualTo("model a" + hostile);
    assertThat(
            TrainingIndexPage.of(
                hostile,
                List.of(
                    new TrainingIndexPage.Entry(
                        hostile, ReportFixture.training(text -> text + hostile), "../" + hostile))))
        .doesNotContain("<script>", "href=\"..");
  }

  private static Document page(UnaryOperator<String> text) {
    return Jsoup.parse(
        ModelComparisonPage.of(
            ModelComparison.of(
                List.of(
                    model(text.apply("model a"), "64", evaluated("x", text.apply("s"))),
                    model(text.apply("model b"), null, null)))));
  }

  @Test
  void theIndexHasARowForEachTraining() {
    Document page =
        Jsoup.parse(
            TrainingIndexPage.of(
                "hdfs:///sweep",
                List.of(
                    new TrainingIndexPage.Entry("a/training", training("64"), null),
                    new TrainingIndexPage.Entry(
                        "b/training", training("32"), "b/report/report.html"))));

    assertThat(page.select("tbody tr")).hasSize(2);
    assertThat(page.select("tbody a").attr("href")).isEqualTo("./b/report/report.html");
    assertThat(page.select("tbody tr").first().text())
        .contains("a/training", "stopped early", "1.380", "epoch 9.5", "model.hidden-size = 64");
  }
}
