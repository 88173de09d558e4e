package org.ravel.shard.preparation;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.ravel.config.ForecastingConfig;
import org.ravel.config.Frequency;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.series.SeriesTable;
import org.ravel.series.TimeGrid;
import org.ravel.table.StepTime;
import org.ravel.wording.Phrases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether series are what the configuration says, and can be learned from and measured. */
record SeriesChecks(RavelConfig config) {
  private static final Logger LOG = LoggerFactory.getLogger(SeriesChecks.class);

  /** A year, a month, and a day if any, one after the other. */
  private static final Pattern DIGITS_OF_DATE =
      Pattern.compile("(19|20)\\d\\d(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])?");

  /** Refuses an input that nothing can be learned from, and warns of what cannot be measured. */
  void requireSeries(List<CountedChunk> chunks, List<SeriesTable.Entry> entries) {
    if (entries.isEmpty()) {
      throw nothingLeft(chunks.stream().mapToLong(chunk -> chunk.examples().skipped()).sum());
    }
    for (Split split : List.of(Split.VALIDATION, Split.TEST)) {
      boolean wanted =
          config.forecasting().testFrom() != null
              || (split == Split.TEST ? config.split().test() : config.split().validation()) > 0;
      if (wanted && chunks.stream().allMatch(chunk -> chunk.examples().examples(split) == 0)) {
        LOG.warn(
            "the {} part of no series is as long as forecasting.horizon: there will be no {} split",
            split.key(),
            split.key());
      }
    }
    List<String> constant =
        entries.stream()
            .filter(entry -> entry.seasonalErrors().contains(0.0))
            .map(SeriesTable.Entry::name)
            .toList();
    if (!constant.isEmpty()) {
      LOG.warn(
          "{} of {} series repeat their season exactly in their training part, such as {}: their scaled errors (MASE, MSIS) are undefined",
          constant.size(),
          entries.size(),
          constant.get(0));
    }
  }

  /** Warns of series that are left out while others are added: their files are not read again. */
  static void warnOfTooFew(List<CountedChunk> chunks) {
    List<String> without = chunks.stream().flatMap(chunk -> chunk.without().stream()).toList();
    boolean isAdded = chunks.stream().anyMatch(chunk -> !chunk.examples().isEmpty());
    if (isAdded && !without.isEmpty()) {
      LOG.warn(
          "{} left out, such as {}, whose new values are too few for a window: give these again in a new file, with those that come next, or the shards will never have them",
          Phrases.count(without.size(), "series is", "series are"),
          without.get(0));
    }
  }

  /** What is thrown where no series is left. */
  static InputException nothingLeft(long skipped) {
    return new InputException(
        "the input has no series to learn from: %,d are left out as malformed; check corpus.input, or set corpus.malformed=fail to see why"
            .formatted(skipped));
  }

  /** Numbers such as 20240101 are hardly meant as such. */
  static void warnOfDates(TimeGrid grid, List<SeriesTable.Entry> entries) {
    boolean areDates =
        grid.frequency().unit() == Frequency.Unit.STEP
            && entries.stream()
                .allMatch(
                    entry ->
                        DIGITS_OF_DATE.matcher(entry.first()).matches()
                            && DIGITS_OF_DATE.matcher(entry.last()).matches());
    if (areDates) {
      LOG.warn(
          "times such as {} look like dates, but are read as plain numbers; write dates as in 2024-01-31",
          entries.get(0).first());
    }
  }

  /** Refuses dates that divide nothing. */
  void requireDates(TimeGrid grid) {
    ForecastingConfig forecasting = config.forecasting();
    if (forecasting.testFrom() == null) {
      return;
    }
    BigDecimal validation = date("forecasting.validation-from", forecasting.validationFrom(), grid);
    BigDecimal test = date("forecasting.test-from", forecasting.testFrom(), grid);
    if (validation.compareTo(test) > 0) {
      throw new ConfigurationException(
          "forecasting.validation-from is %s but must not be after forecasting.test-from, which is %s; set it in the configuration file or with --set forecasting.validation-from=…"
              .formatted(forecasting.validationFrom(), forecasting.testFrom()));
    }
  }

  private static BigDecimal date(String key, String text, TimeGrid grid) {
    StepTime time = StepTime.of(text);
    boolean isDate = grid.frequency().unit() != Frequency.Unit.STEP;
    if (time == null || time.isDate() != isDate) {
      throw new ConfigurationException(
          "%s is \"%s\" but must be %s, as the times of the series are; set it in the configuration file or with --set %s=…"
              .formatted(key, text, isDate ? "a date or timestamp" : "a plain number", key));
    }
    return time.value();
  }
}
