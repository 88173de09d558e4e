package org.ravel.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.error.InputException;
import org.ravel.storage.Json;
import org.ravel.storage.Storage;

class RetrainingReportTest {
  private final RetrainingReport report = new RetrainingReport(new Storage(new Configuration()));
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4})
  void whatIsWrittenIsReadAgain(int night) {
    RetrainingRecord record = RetrainingFixture.night(night);

    report.write(hadoop(), record);

    assertThat(report.read(hadoop())).isEqualTo(record);
    assertThat(folder.resolve("report.html")).exists();
  }

  @Test
  void whatIsNoNumberIsNull() {
    RetrainingRecord.Point point = new RetrainingRecord.Point(1.0, 2, Double.NaN, null, 1e3);

    assertThat(point.trainingLoss()).isNull();
    assertThat(Json.text(RetrainingFixture.night(1))).doesNotContain("NaN");
  }

  @Test
  void keysOfLaterVersionsAreLeftAside() {
    String json =
        Json.text(RetrainingFixture.night(2))
            .replaceFirst("\\{", "{ \"tomorrow\" : { \"a\" : 1 },");

    assertThat(RetrainingReport.parse("x", json)).isEqualTo(RetrainingFixture.night(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}", "[1]", "{\"format\" : 2}", "{\"format\" : 1"})
  void whatIsNoReportIsNamed(String text) throws Exception {
    Files.writeString(folder.resolve("report.json"), text);

    assertThatThrownBy(() -> report.read(hadoop()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("report.json")
        .hasMessageContaining("restore it");
  }

  @Test
  void thePageSaysWhatWasDecidedAndWhy() {
    Document page = Jsoup.parse(RetrainingPage.of(RetrainingFixture.night(4)));

    assertThat(page.title()).isEqualTo("night-4: not promoted");
    assertThat(page.select("header .outcome").text()).isEqualTo("not promoted");
    assertThat(page.select("header").text()).contains("the gate refuses it");
    assertThat(page.select(".headline").eachText())
        .containsExactly(
            "Champion now version 3 as before",
            "Challenger's perplexity 6.020 champion: 5.130; pinned holdout",
            "Ratio of the two 1.1735 95 %: 1.1675 to 1.1795",
            "New tokens 223,037 2 files");
    assertThat(page.text())
        .containsSubsequence(
            "What decided",
            "perplexity on the pinned holdout: ratio below 1.0 with 95 % confidence",
            "1.1735",
            "1.1785",
            "failed",
            "the pinned holdout has no text of this slice",
            "not applicable",
            "Champion against challenger",
            "95 % interval",
            "pinned holdout",
            "histories",
            "What the models write",
            "Challenger, version 4",
            "For version 4",
            "Champion, version 3",
            "For version 3",
            "What went in",
            "8.30 % (0.00 %)",
            "a rebuild is due",
            "day4/histories-1.txt",
            "8 min 18 s",
            "Provenance",
            "shards digest");
  }

  @Test
  void everyComparisonHasARowAndADrawing() {
    Document page = Jsoup.parse(RetrainingPage.of(RetrainingFixture.night(3)));

    assertThat(page.select("tr.whole, tr.part")).hasSize(9);
    // The line at 1, a dot, and with an interval its three lines.
    for (Element row : page.select("tr.whole, tr.part")) {
      boolean interval = !row.select("td").get(4).text().equals("–");
      assertThat(row.select("svg line")).hasSize(interval ? 4 : 1);
      assertThat(row.select("svg rect")).hasSize(1);
    }
    assertThat(page.text()).contains("the lock of run night-2b was taken over");
  }

  @Test
  void eachGenerationSaysWhetherItWasLearnedFromAndHowStrangeItIs() {
    Document page = Jsoup.parse(RetrainingPage.of(RetrainingFixture.night(5)));

    Element table = page.selectXpath("//table[.//th[text()='generation']]").get(0);
    assertThat(table.select("tbody th").eachText())
        .containsExactly("1", "2", "3", "4 left out", "5 new");
    assertThat(table.select("tbody td:last-child").eachText())
        .containsExactly("–", "–", "–", "–", "9.500 (1.500 ×)");
  }

  @Test
  void textThatWasLeftOutIsCountedAndQuoted() {
    Document page =
        Jsoup.parse(RetrainingPage.of(RetrainingFixture.withheld(UnaryOperator.identity())));

    assertThat(page.select(".headline").eachText())
        .containsExactly("Champion now version 5 as before", "New tokens 223,035 0 used; 2 files");
    assertThat(page.select("#data").text())
        .contains("6 new left out", "What is strange in generation 6 Gur onovrf fvatf.");
  }

  @Test
  void theFirstModelHasNothingToMeet() {
    Document page = Jsoup.parse(RetrainingPage.of(RetrainingFixture.night(1)));

    assertThat(page.text())
        .contains("there was none before", "Perplexity 5.340 pinned holdout")
        .doesNotContain("Champion against challenger", "What decided");
  }

  @Test
  void aRunWithoutNewTextIsShort() {
    RetrainingRecord nothing =
        new RetrainingRecord(
            1,
            "night-6",
            "books",
            null,
            null,
            "2026-02-06T01:00:00Z",
            RetrainingRecord.Outcome.NOTHING_NEW,
            "there is no new text",
            5,
            5,
            null,
            null,
            null,
            List.of(),
            null,
            null,
            List.of(),
            List.of(),
            null,
            "");

    assertThat(Jsoup.parse(RetrainingPage.of(nothing)).text())
        .contains("nothing new there is no new text", "version 5")
        .doesNotContain("What went in", "Time", "Configuration");
  }

  @Test
  void theContentsLeadToEverySection() {
    for (RetrainingRecord record :
        List.of(
            RetrainingFixture.night(1),
            RetrainingFixture.night(3),
            RetrainingFixture.withheld(UnaryOperator.identity()))) {
      Document page = Jsoup.parse(RetrainingPage.of(record));

      assertThat(page.select("nav a[href^=#]").eachAttr("href"))
          .containsExactlyElementsOf(
              page.select("section").eachAttr("id").stream().map(id -> "#" + id).toList());
    }
  }

  private org.apache.hadoop.fs.Path hadoop() {
    return new org.apache.hadoop.fs.Path(folder.toUri());
  }
}
