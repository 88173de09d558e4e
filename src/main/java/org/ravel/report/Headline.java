package org.ravel.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A number that is shown large.
 *
 * @param name what it is
 * @param value it
 * @param note what to hold it against
 */
record Headline(String name, String value, String note) {
  private static final int MOST_FIGURES = 4;

  static List<Headline> of(Figures figures) {
    Figures.TextFigures measures = figures.evaluation();
    List<Headline> headlines = new ArrayList<>();
    headlines.add(
        new Headline("Perplexity", Numbers.decimal(measures.perplexity()), bestBaseline(figures)));
    headlines.add(bits(measures));
    if (figures.source() != null) {
      headlines.add(
          new Headline(
              "Bits from the limit",
              Numbers.difference(figures.source().distancePerToken()),
              "the source has %s per token"
                  .formatted(Numbers.decimal(figures.source().entropyPerToken()))));
    }
    headlines.add(
        new Headline(
            "Accuracy",
            Numbers.percent(measures.top1Accuracy()),
            Numbers.percent(measures.top5Accuracy()) + " among the top five"));
    headlines.add(
        new Headline(
            "Tokens evaluated",
            Numbers.count(measures.targets()),
            Numbers.decimal(measures.tokensPerSecond()) + " per second"));
    return headlines;
  }

  /** The first figures, and how many targets there were. */
  static List<Headline> of(LabelFigures figures) {
    String always = "always " + figures.baseline().shown();
    List<Headline> headlines =
        first(
            figures.figures(),
            value -> figures.isOfAll(value) ? always : bestBaseline(figures, value));
    headlines.add(evaluated(figures.evaluation()));
    return headlines;
  }

  /** The first figures, and how many sequences there were. */
  static List<Headline> of(SetFigures figures) {
    List<Headline> headlines = first(figures.figures(), value -> "");
    headlines.add(evaluated(figures.evaluation()));
    return headlines;
  }

  /** The first figures, and how many strings there were. */
  static List<Headline> of(RecognitionFigures figures) {
    List<Headline> headlines = first(figures.figures(), value -> "");
    headlines.add(
        new Headline(
            "Strings evaluated",
            Numbers.count(figures.strings()),
            Numbers.count(figures.evaluation().targets()) + " decisions"));
    return headlines;
  }

  private static Headline evaluated(LabelFigures.Counts counts) {
    return new Headline(
        Numbers.capitalised(counts.targetsAre()) + " evaluated",
        Numbers.count(counts.targets()),
        Numbers.decimal(counts.targetsPerSecond()) + " per second");
  }

  /** The first figures, and how many sentences there were. */
  static List<Headline> of(DecodedFigures figures) {
    String baseline =
        figures.baselines().stream()
            .max(Comparator.comparing(DecodedFigures.Baseline::bleu))
            .map(best -> "%s: %s".formatted(best.name(), Numbers.decimal(best.bleu())))
            .orElse("");
    List<Headline> headlines =
        first(
            figures.figures(),
            value ->
                value.name().equals("BLEU")
                    ? baseline
                    : value.name().equals("perplexity") ? against(figures.targetVerdict()) : "");
    headlines.add(
        new Headline(
            "Sentences evaluated",
            Numbers.count(figures.written().sentences()),
            Numbers.count(figures.evaluation().targets()) + " tokens"));
    return headlines;
  }

  /** The best model of the targets alone. */
  private static String against(BaselineVerdict verdict) {
    return verdict == null
        ? ""
        : "%s: %s".formatted(verdict.baseline(), Numbers.decimal(verdict.baselinePerplexity()));
  }

  /** The first figures, and how many images there were. */
  static List<Headline> of(CaptionFigures figures) {
    List<Headline> headlines = first(figures.figures(), value -> "");
    headlines.add(
        new Headline(
            "Images evaluated",
            Numbers.count(figures.written().images()),
            Numbers.count(figures.evaluation().targets()) + " tokens of captions"));
    return headlines;
  }

  /** The first figures, and how many values there were. */
  static List<Headline> of(ForecastFigures figures) {
    ForecastVerdict verdict = figures.verdict();
    String baseline =
        "%s: %s".formatted(verdict.baseline(), Numbers.significant(verdict.baselineRmse()));
    List<Headline> headlines =
        first(figures.figures(), value -> value.name().equals("RMSE") ? baseline : "");
    headlines.add(
        new Headline(
            "Values forecast",
            Numbers.count(figures.evaluation().targets()),
            Numbers.decimal(figures.evaluation().targetsPerSecond()) + " per second"));
    return headlines;
  }

  /** The first figures, and how many numbers there were. */
  static List<Headline> of(RegressionFigures figures) {
    List<Headline> headlines = first(figures.figures(), value -> "");
    headlines.add(
        new Headline(
            "Values predicted",
            Numbers.count(figures.evaluation().targets()),
            Numbers.decimal(figures.evaluation().targetsPerSecond()) + " per second"));
    return headlines;
  }

  private static List<Headline> first(
      List<LabelFigures.Value> figures, Function<LabelFigures.Value, String> note) {
    return figures.stream()
        .limit(MOST_FIGURES)
        .map(
            value ->
                new Headline(Numbers.capitalised(value.name()), value.shown(), note.apply(value)))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static Headline bits(Figures.TextFigures measures) {
    List<BitUnit> units = BitUnit.of(measures);
    BitUnit first = units.get(0);
    List<String> notes = new ArrayList<>();
    if (first.names().size() > 1) {
      notes.add("the same per " + first.others());
    }
    units.stream()
        .skip(1)
        .forEach(
            unit -> notes.add("%s per %s".formatted(unit.bits(measures.totalNats()), unit.name())));
    return new Headline(
        "Bits per " + first.names().get(0),
        first.bits(measures.totalNats()),
        String.join(", ", notes));
  }

  /** Of a part's accuracy; else nothing. */
  private static String bestBaseline(LabelFigures figures, LabelFigures.Value value) {
    return figures.parts().stream()
        .filter(part -> part.isOf(value))
        .map(LabelFigures.Part::verdict)
        .map(best -> "%s: %s".formatted(best.baseline(), Numbers.percent(best.baselineAccuracy())))
        .findFirst()
        .orElse("");
  }

  private static String bestBaseline(Figures figures) {
    return figures.baselines().stream()
        .filter(baseline -> baseline.perplexity() != null)
        .min(Comparator.comparing(Figures.Baseline::perplexity))
        .map(best -> "%s baseline: %s".formatted(best.name(), Numbers.decimal(best.perplexity())))
        .orElse("per token");
  }
}
