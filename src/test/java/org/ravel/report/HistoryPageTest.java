package org.ravel.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.ravel.config.GateConfig.Metric;
import org.ravel.report.HistoryPage.Entry;

class HistoryPageTest {
  private static Entry night(int night) {
    return new Entry(
        RetrainingFixture.night(night), "night-%d/report/report.html".formatted(night));
  }

  @Test
  void theLastRunComesFirst() {
    Document page =
        Jsoup.parse(HistoryPage.of("books", List.of(night(3), night(1), night(4), night(2))));

    assertThat(page.text()).contains("4 runs; the champion is version 3.");
    assertThat(page.select("tbody tr th").eachText())
        .containsExactly("night-4", "night-3", "night-2", "night-1");
    assertThat(page.select("tbody th a").eachAttr("href"))
        .startsWith("./night-4/report/report.html")
        .hasSize(4);
    assertThat(page.select("thead th").eachText())
        .startsWith("run", "outcome")
        .contains("duration");
    assertThat(page.select("tbody tr").get(0).text())
        .contains("1.1735", "1.1675 to 1.1795", "3 → 3", "not promoted", "the gate refuses it")
        .contains("9 min 37 s");
    assertThat(page.select("tbody tr").get(3).text()).contains("none → 1", "promoted");
  }

  @Test
  void aVersionLeadsToTheReportOfTheRunThatMadeIt() {
    Document page = Jsoup.parse(HistoryPage.of("books", List.of(night(1), night(2), night(4))));

    assertThat(page.select("tbody tr").get(0).select("td a").eachAttr("href"))
        .as("no run here made version 3")
        .isEmpty();
    assertThat(page.select("tbody tr").get(1).select("td a").eachAttr("href"))
        .containsExactly("./night-1/report/report.html", "./night-2/report/report.html");
    assertThat(page.select("header").text()).contains("the champion is version 3");
  }

  @Test
  void aNightWhoseTextWasLeftOutIsMarked() {
    Entry leftOut =
        new Entry(
            RetrainingFixture.withheld(UnaryOperator.identity()), "night-6/report/report.html");
    Document page = Jsoup.parse(HistoryPage.of("books", List.of(night(1), night(5), leftOut)));

    assertThat(page.select("tbody tr").get(0).text())
        .contains("night-6 text left out", "223,035 tokens 0 used", "1 min 06 s");
    assertThat(page.select("svg.plot-wide text").eachText())
        .contains("text left out", "night-1", "night-5", "night-6");
    assertThat(page.select("svg.plot-wide svg .ink-orange path")).hasSize(1);
    assertThat(Jsoup.parse(HistoryPage.of("books", List.of(night(1)))).text())
        .doesNotContain("text left out");
  }

  @Test
  void thePinnedPerplexityFollowsTheChampion() {
    PinnedFigure before = null;
    StringBuilder line = new StringBuilder();
    for (int night = 1; night <= 5; night++) {
      before = PinnedFigure.of(Metric.PERPLEXITY, night, RetrainingFixture.night(night), before);
      line.append(
          "%.2f %.2f %s; "
              .formatted(before.champion(), before.challenger(), before.promoted() ? "+" : "-"));
    }

    assertThat(line.toString())
        .isEqualTo("5.34 5.34 +; 5.21 5.21 +; 5.13 5.13 +; 5.13 6.02 -; 5.08 5.08 +; ");
  }

  @Test
  void aPageOfNoRunsIsAPage() {
    assertThat(Jsoup.parse(HistoryPage.of("books", List.of())).text())
        .contains("0 runs; the champion is version none.");
  }

  @Test
  void aThousandNightsAreDrawn() {
    List<Entry> many = IntStream.range(0, 1000).mapToObj(i -> night(1 + i % 5)).toList();

    assertThat(HistoryPage.of("books", many)).contains("1,000 runs").contains("<svg");
  }
}
