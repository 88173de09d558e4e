package org.ravel.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ravel.evaluation.Evaluation;
import org.ravel.evaluation.measure.Text;
import org.ravel.evaluation.measure.Text.Loss;
import org.ravel.evaluation.measure.Text.SourceLoss;

class HtmlPageTest {
  private static final String PAGE = page(ReportFixture.evaluation().text().bySource());

  private static String page(List<SourceLoss> sources) {
    return HtmlPage.of(Figures.of(ReportFixture.evaluation(sources), ReportFixture.context()));
  }

  @ParameterizedTest
  @MethodSource("org.ravel.report.WrittenPage#all")
  void itsLinksLeadToPlacesInIt(WrittenPage written) {
    Document page = Jsoup.parse(written.make().apply(text -> text));
    for (Element link : page.select("a[href^=#]")) {
      assertThat(page.select(link.attr("href"))).as(link.outerHtml()).hasSize(1);
    }
  }

  @Test
  void textFromOutsideIsEscaped() {
    String escaped = "&lt;script&gt;alert(&#39;a &amp; &quot;b&quot;&#39;)&lt;/script&gt;";

    assertThat(PAGE).doesNotContain("<script");
    // In the sample, the configuration and the name of a source file.
    assertThat(Pattern.compile(Pattern.quote(escaped)).matcher(PAGE).results()).hasSize(3);
  }

  @Test
  void nothingIsReferredToOutside() {
    assertThat(PAGE.replace("hdfs://", ""))
        .doesNotContain("://", "src=", "url(", "@import")
        .doesNotContainPattern("href=\"(?![.#])");
  }

  @Test
  void headlinesFirst() {
    assertThat(PAGE)
        .containsSubsequence(
            "<h1>Sentences, characters</h1>",
            "test split of hdfs://host/books/plain.txt and 2 more files, 2 January 2026, 03:04 UTC",
            "Model: ",
            "<dt>Perplexity</dt><dd class=\"value\">4.000</dd><dd class=\"note\">bigram baseline: 8.000",
            "<dt>Bits per character</dt><dd class=\"value\">1.600</dd>",
            "<dt>Bits from the limit</dt><dd class=\"value\">+0.250</dd>",
            "1.750 per token",
            "<dt>Accuracy</dt><dd class=\"value\">60.00 %</dd>",
            "Against baselines and the limit",
            "−0.693 ± 0.020",
            "1.386 ± 0.013");
  }

  /** What differs from the defaults comes first, and the whole configuration is folded. */
  @Test
  void theModelsTrainingIsShownApartFromTheMeasurement() {
    Document page = Jsoup.parse(PAGE);

    assertThat(page.select("h2").eachText())
        .containsSubsequence("How the model was trained", "How it was measured");
    assertThat(page.select("table.settings tbody tr").eachText())
        .containsExactly("model.hidden-size 128 256", "training.path here no setting any more");
    assertThat(row(page, "network")).isEqualTo("LSTM, 1 × 128 units");
    assertThat(row(page, "learning rate")).isEqualTo("0.004, cosine, over 0.2 epochs from 0");
    assertThat(row(page, "outcome")).isEqualTo("stopped early: patience ran out");
    assertThat(row(page, "hidden state")).startsWith("carried");
    assertThat(page.select("details pre").eachText()).first().isEqualTo("model.hidden-size = 128");
    assertThat(page.select("main pre")).allMatch(pre -> pre.parent().is("details, section"));
    assertThat(page.select("section > pre")).allMatch(pre -> pre.hasClass("sample"));
  }

  private static String row(Document page, String name) {
    return page.select("table.facts tr").stream()
        .filter(row -> row.child(0).text().equals(name))
        .map(row -> row.child(1).text())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void plotsAreDrawnInThePage() {
    // For wide and for narrow windows.
    assertThat(
            Pattern.compile("<svg [^>]*role=\"img\"[^>]*><title>([^<]+)").matcher(PAGE).results())
        .extracting(match -> match.group(1))
        .containsExactly(
            "Learning curve", "Learning curve", "Loss by position", "Loss by position");
    assertThat(Pattern.compile("\\bid=\"([^\"]+)\"").matcher(PAGE).results())
        .extracting(match -> match.group(1))
        .doesNotHaveDuplicates();
  }

  @Test
  void theContentsLeadToEverySection() {
    Document page = Jsoup.parse(PAGE);

    assertThat(page.select("nav a[href^=#]").eachAttr("href"))
        .containsExactlyElementsOf(
            page.select("section").eachAttr("id").stream().map(id -> "#" + id).toList());
    assertThat(page.select("section")).allMatch(section -> section.hasAttr("id"));
    assertThat(page.select("nav a[href^=.]").eachAttr("href"))
        .containsExactly("./report.json", "./report.csv");
  }

  @Test
  void equalFiguresAreShownOnce() {
    Evaluation fixture = ReportFixture.evaluation();
    Figures figures =
        Figures.of(
            new Evaluation(
                fixture.split(),
                new Text(
                    1000,
                    1000,
                    2000,
                    fixture.text().unknownTargets(),
                    fixture.text().model(),
                    fixture.text().standardError(),
                    fixture.text().baselines(),
                    fixture.text().byPosition(),
                    fixture.text().bySource(),
                    fixture.text().sourceEntropy()),
                fixture.seconds()),
            ReportFixture.context());

    Document page = Jsoup.parse(HtmlPage.of(figures));

    assertThat(page.select(".headline").text())
        .contains("Bits per character 2.000 the same per token, 1.000 per byte");
    assertThat(page.select(".predictors thead").text())
        .isEqualTo("predictor perplexity bits / character and token model less this, nats");
    assertThat(page.select(".predictors .model").text()).isEqualTo("this model 4.000 2.000");
    assertThat(page.select("#measures").text())
        .contains("Bits per character and token 2.000", "Bits per byte 1.000");
    // Where they differ, as in the fixture, each is shown.
    assertThat(Jsoup.parse(PAGE).select(".predictors .model").text())
        .isEqualTo("this model 4.000 1.600 2.000");
  }

  @Test
  void ofVeryManySourcesTheEndsAreShown() {
    List<SourceLoss> sources = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      sources.add(new SourceLoss("file-%05d".formatted(i), new Loss(1 + i, 10)));
    }

    String page = page(sources);

    assertThat(Pattern.compile(">(file-\\d+)<").matcher(page).results())
        .extracting(match -> match.group(1))
        .hasSize(40)
        .startsWith("file-09999", "file-09998")
        .endsWith("file-00001", "file-00000");
    assertThat(page).contains("10,000 in all", "9,960 more between");
  }

  @Test
  void aLongCurveIsThinned() {
    ReportContext context = ReportFixture.context();
    ReportContext longer =
        new ReportContext(
            context.title(),
            context.facts(),
            context.training(),
            context.measurement(),
            context.configuration(),
            ReportFixture.curve(20_000),
            context.sample(),
            context.created());

    assertThat(HtmlPage.of(Figures.of(ReportFixture.evaluation(), longer)).length())
        .isLessThan(400_000);
  }
}
