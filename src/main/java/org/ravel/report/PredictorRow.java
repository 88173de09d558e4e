package org.ravel.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The model, a baseline or the source in the table that compares them.
 *
 * @param name which
 * @param kind {@code model}, {@code baseline} or {@code limit}: how it is shown
 * @param perplexity per token
 * @param bits per unit, in the order of {@link #units}
 * @param difference the model's loss less this one's in nats per token, with its standard error
 * @param width of its bar, in per cent of the longest
 */
record PredictorRow(
    String name,
    String kind,
    String perplexity,
    List<String> bits,
    String difference,
    String width) {

  /** The columns of bits: bytes are left to the table of all measures, unless they are tokens. */
  static List<BitUnit> units(Figures figures) {
    return BitUnit.of(figures.evaluation()).stream()
        .filter(unit -> unit.isToken() || unit.names().contains("character"))
        .toList();
  }

  /** The baselines as they come, then the model, then the limit. */
  static List<PredictorRow> of(Figures figures) {
    Figures.TextFigures measures = figures.evaluation();
    List<BitUnit> units = units(figures);
    double longest = longest(figures);
    List<PredictorRow> predictors = new ArrayList<>();
    for (Figures.Baseline baseline : figures.baselines()) {
      predictors.add(
          new PredictorRow(
              baseline.name(),
              "baseline",
              Numbers.decimal(baseline.perplexity()),
              units.stream().map(unit -> unit.bits(baseline.totalNats())).toList(),
              difference(baseline),
              width(baseline.bitsPerToken(), longest)));
    }
    predictors.add(
        new PredictorRow(
            "this model",
            "model",
            Numbers.decimal(measures.perplexity()),
            units.stream().map(unit -> unit.bits(measures.totalNats())).toList(),
            "",
            width(measures.bitsPerToken(), longest)));
    if (figures.source() != null) {
      Double entropy = figures.source().entropyPerToken();
      predictors.add(
          new PredictorRow(
              "the source itself",
              "limit",
              Numbers.decimal(figures.source().perplexity()),
              units.stream().map(unit -> Numbers.decimal(unit.isToken() ? entropy : null)).toList(),
              "",
              width(entropy, longest)));
    }
    return predictors;
  }

  private static String difference(Figures.Baseline baseline) {
    String difference = Numbers.difference(baseline.difference());
    return baseline.differenceError() == null
        ? difference
        : "%s ± %s".formatted(difference, Numbers.decimal(baseline.differenceError()));
  }

  private static double longest(Figures figures) {
    List<Double> bits = new ArrayList<>();
    figures.baselines().forEach(baseline -> bits.add(baseline.bitsPerToken()));
    bits.add(figures.evaluation().bitsPerToken());
    return bits.stream().filter(Objects::nonNull).mapToDouble(x -> x).max().orElse(0);
  }

  private static String width(Double bits, double longest) {
    double share = bits == null || longest <= 0 ? 0 : Math.min(1, bits / longest);
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }
}
