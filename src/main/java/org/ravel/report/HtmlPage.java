package org.ravel.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The report as one page of HTML, without scripts and without references to anything outside. */
final class HtmlPage {
  private HtmlPage() {}

  /** A line of a table. */
  record Row(String name, String value) {}

  /** A page without pictures. */
  static String of(ReportFigures figures) {
    return of(figures, ShownPictures.NONE);
  }

  /** What a report does not have is not put in, and the template leaves it out. */
  static String of(ReportFigures figures, ShownPictures pictures) {
    Map<String, Object> page = new HashMap<>();
    page.put("title", figures.title());
    page.put("split", figures.evaluation().split());
    page.put("created", Numbers.time(figures.created()));
    page.put("model", figures.measurement().model());
    page.put("plots", EvaluationPlots.of(figures).stream().map(DrawnPlot::of).toList());
    page.put("changes", changes(figures.training()));
    page.put("training", rows(ProvenanceTable.training(figures.training())));
    page.put("trainingConfiguration", blankToNull(figures.training().configuration()));
    page.put("measurement", rows(ProvenanceTable.measurement(figures)));
    page.put("configuration", blankToNull(figures.configuration()));
    if (figures instanceof Figures text) {
      put(text, page);
    } else if (figures instanceof LabelFigures labels) {
      put(labels, page);
    } else if (figures instanceof SetFigures sets) {
      put(sets, page);
    } else if (figures instanceof RecognitionFigures strings) {
      put(strings, page);
    } else if (figures instanceof DecodedFigures decoded) {
      put(decoded, page);
    } else if (figures instanceof CaptionFigures captions) {
      put(captions, pictures, page);
    } else if (figures instanceof ForecastFigures forecasts) {
      put(forecasts, page);
    } else if (figures instanceof RegressionFigures numbers) {
      put(numbers, page);
    }
    return PageTemplate.fill("report.html", page);
  }

  private static void put(Figures figures, Map<String, Object> page) {
    page.put("corpus", corpus(figures.bySource()));
    page.put("headlines", Headline.of(figures));
    page.put("verdict", verdict(figures.verdict()));
    page.put("text", true);
    page.put("predictors", PredictorRow.of(figures));
    page.put("units", PredictorRow.units(figures));
    page.put("limit", figures.source() != null);
    page.put("measures", MeasureRows.of(figures.evaluation()));
    page.put("sources", SourceTable.of(figures.bySource()));
    page.put("sample", blankToNull(figures.sample()));
    page.put("baselines", true);
  }

  private static void put(LabelFigures figures, Map<String, Object> page) {
    page.put("headlines", Headline.of(figures));
    page.put("verdict", shown(figures.verdict().outcome(), figures.verdict().words()));
    page.put("targetsAre", figures.evaluation().targetsAre());
    page.put("labelIs", figures.labelIs());
    page.put("eachStep", figures.eachStep());
    page.put("ranked", !figures.rankings().isEmpty());
    page.put("ofTrees", figures.ofTrees());
    page.put("scoreIs", "accuracy");
    page.put("measures", MeasureRows.of(figures));
    page.put("labels", LabelSection.of(figures));
    page.put("baselines", true);
  }

  private static void put(SetFigures figures, Map<String, Object> page) {
    page.put("headlines", Headline.of(figures));
    page.put("verdict", shown(figures.verdict().outcome(), figures.verdict().words()));
    page.put("targetsAre", figures.evaluation().targetsAre());
    page.put("labelIs", "label");
    page.put("scoreIs", "sample F1");
    page.put("sets", true);
    page.put("ranked", !figures.rankings().isEmpty());
    page.put("measures", MeasureRows.of(figures));
    page.put("labels", LabelSection.of(figures));
    page.put("baselines", true);
  }

  private static void put(RecognitionFigures figures, Map<String, Object> page) {
    page.put("headlines", Headline.of(figures));
    page.put("measures", MeasureRows.of(figures));
    page.put("strings", RecognitionSection.of(figures));
  }

  private static void put(DecodedFigures figures, Map<String, Object> page) {
    page.put("headlines", Headline.of(figures));
    page.put("measures", MeasureRows.of(figures));
    page.put("baselines", !figures.baselines().isEmpty());
    page.put("translations", DecodedSection.of(figures));
  }

  private static void put(
      CaptionFigures figures, ShownPictures pictures, Map<String, Object> page) {
    page.put("headlines", Headline.of(figures));
    page.put("measures", MeasureRows.of(figures));
    page.put("captions", CaptionSection.of(figures, pictures));
  }

  private static void put(ForecastFigures figures, Map<String, Object> page) {
    page.put("headlines", Headline.of(figures));
    page.put("verdict", shown(figures.verdict().outcome(), figures.verdict().words()));
    page.put("measures", MeasureRows.of(figures));
    page.put("forecasts", ForecastSection.of(figures));
    page.put("baselines", true);
  }

  private static void put(RegressionFigures figures, Map<String, Object> page) {
    page.put("headlines", Headline.of(figures));
    page.put("measures", MeasureRows.of(figures));
    page.put("numbers", RegressionSection.of(figures));
  }

  /** The name of the text; null if it has none. */
  private static String corpus(List<Figures.SourceFile> sources) {
    if (sources.isEmpty()) {
      return null;
    }
    String first = sources.get(0).name();
    int others = sources.size() - 1;
    return switch (others) {
      case 0 -> first;
      case 1 -> first + " and 1 more file";
      default -> "%s and %s more files".formatted(first, Numbers.count(others));
    };
  }

  /** Whether the model beats the best baseline, and how that is coloured. */
  record ShownVerdict(String kind, String words) {}

  private static ShownVerdict verdict(BaselineVerdict verdict) {
    if (verdict == null) {
      return null;
    }
    return shown(verdict.outcome(), verdict.words());
  }

  static ShownVerdict shown(BaselineVerdict.Outcome outcome, String words) {
    String kind =
        switch (outcome) {
          case BETTER -> "good";
          case NOT_TOLD_APART -> "plain";
          case WORSE, NOT_FINITE -> "bad";
        };
    return new ShownVerdict(kind, "The model is " + words + ".");
  }

  /** A setting that is not at its default. */
  record ChangedSetting(String name, String value, String standard) {}

  private static List<ChangedSetting> changes(TrainingProvenance training) {
    return training.changes().stream()
        .map(
            change ->
                new ChangedSetting(
                    change.key(),
                    change.value(),
                    change.standard() == null ? "no setting any more" : change.standard()))
        .toList();
  }

  private static List<Row> rows(Map<String, String> values) {
    return values.entrySet().stream()
        .map(row -> new Row(row.getKey(), String.valueOf(row.getValue())))
        .toList();
  }

  private static String blankToNull(String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
