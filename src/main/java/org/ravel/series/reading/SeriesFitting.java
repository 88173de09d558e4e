package org.ravel.series.reading;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.ravel.config.ForecastingConfig;
import org.ravel.config.ForecastingConfig.Transform;
import org.ravel.config.ScalingConfig.ScalingRule;
import org.ravel.config.Split;
import org.ravel.config.SplitConfig;
import org.ravel.sequence.Horizon;
import org.ravel.series.SeriesParts;
import org.ravel.series.SeriesTable;
import org.ravel.series.SeriesTable.Scale;
import org.ravel.series.TimeGrid;
import org.ravel.table.StepTime;

/**
 * How series become what networks read.
 *
 * @param reader reads their rows
 * @param grid their times
 * @param horizon what is read and forecast
 * @param longest values that a window reads, at most
 */
public record SeriesFitting(
    SeriesReader reader,
    TimeGrid grid,
    Horizon horizon,
    ForecastingConfig forecasting,
    ScalingRule scaling,
    SplitConfig split,
    int longest)
    implements SeriesDivision {
  /** Errors of a billionth of it still have squares. */
  private static final double LEAST_SPREAD = 1e-140;

  /** Divides a series that is new, and fits its scaling. */
  @Override
  public FittedSeries fit(ReadSeries read) throws MalformedSeries {
    double[] numbers = read.on(grid);
    int values = numbers.length / read.width();
    requireKnown(read, numbers);
    requirePositive(read, numbers);
    SeriesParts parts = parts(read, values);
    requireTraining(read, numbers, parts);
    return new FittedSeries(numbers, parts, entry(read, numbers, parts));
  }

  /**
   * Divides what has come of a series that is known. Its scaling stays. Values up to the last time
   * that is known are only read; the later ones are divided by the shares of the splits, so that
   * the latest are the test split.
   *
   * @param known what is known of it
   * @throws MalformedSeries if it cannot be forecast or learned from
   */
  FittedSeries further(ReadSeries read, SeriesTable.Entry known) throws MalformedSeries {
    double[] numbers = read.on(grid);
    requireKnown(read, numbers);
    requirePositive(read, numbers);
    requireComplete(read, numbers);
    int values = numbers.length / read.width();
    BigDecimal last = StepTime.of(known.last()).value();
    int before = Math.min(values, before(read, last));
    int after = values - before;
    return new FittedSeries(
        numbers,
        new SeriesParts(
            before,
            values,
            before + (int) split.start(Split.VALIDATION, after),
            before + (int) split.start(Split.TEST, after)),
        after == 0 ? known : grown(read, numbers, before, known));
  }

  /** How many times it has up to one that is on the grid. */
  private int before(ReadSeries read, BigDecimal last) throws MalformedSeries {
    BigDecimal first = read.times().get(0);
    boolean isLater = first.compareTo(last) > 0;
    OptionalLong steps = isLater ? grid.steps(last, first) : grid.steps(first, last);
    if (steps.isEmpty()) {
      throw new MalformedSeries(
          "begins at %s, which is no multiple of %s from the last time that the shards have of it, %s; correct its times"
              .formatted(grid.text(first), grid.frequency(), grid.text(last)));
    }
    return isLater ? 0 : (int) Math.min(Integer.MAX_VALUE, steps.getAsLong() + 1);
  }

  /** Windows that say of no number whether it is missing are read by networks that cannot tell. */
  private void requireComplete(ReadSeries read, double[] numbers) throws MalformedSeries {
    for (int i = 0; !horizon.gaps() && i < numbers.length; i++) {
      if (Double.isNaN(numbers[i])) {
        throw new MalformedSeries(
            "has no number in column %s at %s, but the shards that it is added to have no gaps, so that they do not say what is missing; fill the gap in, or prepare the whole input again"
                .formatted(column(read, i % read.width()), time(read, i / read.width())));
      }
    }
  }

  private SeriesTable.Entry grown(
      ReadSeries read, double[] numbers, int before, SeriesTable.Entry known) {
    BigDecimal end = grid.plus(read.times().get(0), numbers.length / read.width() - 1);
    BigDecimal first = StepTime.of(known.first()).value();
    int all = Math.toIntExact(grid.steps(first, end).orElseThrow() + 1);
    int added = numbers.length / read.width() - before;
    long missing =
        (long) (all - known.values() - added) * read.width()
            + IntStream.range(before * read.width(), numbers.length)
                .filter(i -> Double.isNaN(numbers[i]))
                .count();
    return new SeriesTable.Entry(
        known.name(),
        known.scales(),
        known.seasonalErrors(),
        all,
        known.missing() + missing,
        known.first(),
        grid.text(end));
  }

  /** The name of a feature. */
  private String column(ReadSeries read, int feature) {
    return reader.wide() ? read.name() : reader.names().get(feature);
  }

  private String time(ReadSeries read, int step) {
    return grid.text(grid.plus(read.times().get(0), step));
  }

  /** What is known of the future is known at each time. */
  private void requireKnown(ReadSeries read, double[] numbers) throws MalformedSeries {
    int width = horizon.width();
    for (int i = 0; i < numbers.length; i++) {
      if (i % width >= width - horizon.known() && Double.isNaN(numbers[i])) {
        throw new MalformedSeries(
            "has no number in column %s at %s, but what is known of the future must be known at all times; add it, or name the column in corpus.columns.input"
                .formatted(column(read, i % width), time(read, i / width)));
      }
    }
  }

  private void requirePositive(ReadSeries read, double[] numbers) throws MalformedSeries {
    int width = horizon.width();
    for (int i = 0; forecasting.transform() == Transform.LOG && i < numbers.length; i++) {
      if (i % width < horizon.forecast() && numbers[i] <= 0) {
        throw new MalformedSeries(
            "has %s in column %s at %s, but forecasting.transform is log, which needs values above 0; correct it, or set forecasting.transform=none"
                .formatted(numbers[i], column(read, i % width), time(read, i / width)));
      }
    }
  }

  private SeriesParts parts(ReadSeries read, int values) {
    ToIntFunction<String> from = text -> before(read, values, StepTime.of(text).value());
    return forecasting.testFrom() == null
        ? new SeriesParts(
            values,
            (int) split.start(Split.VALIDATION, values),
            (int) split.start(Split.TEST, values))
        : new SeriesParts(
            values,
            from.applyAsInt(forecasting.validationFrom()),
            from.applyAsInt(forecasting.testFrom()));
  }

  /** How many values a series has before a time. */
  private int before(ReadSeries read, int values, BigDecimal time) {
    int low = 0;
    int high = values;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (grid.plus(read.times().get(0), middle).compareTo(time) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void requireTraining(ReadSeries read, double[] numbers, SeriesParts parts)
      throws MalformedSeries {
    int least = horizon.context() + horizon.steps();
    if (parts.validation() < least) {
      throw new MalformedSeries(
          "has %,d values, %,d of them for training, but needs at least %,d there: forecasting.context and forecasting.horizon; make these smaller, or take it out"
              .formatted(parts.values(), parts.validation(), least));
    }
    for (int feature = 0; feature < horizon.forecast(); feature++) {
      if (training(numbers, parts, feature).length == 0) {
        throw new MalformedSeries(
            "has no value of column %s in its training part; take it out, or make split.validation and split.test smaller"
                .formatted(column(read, feature)));
      }
    }
  }

  private SeriesTable.Entry entry(ReadSeries read, double[] numbers, SeriesParts parts)
      throws MalformedSeries {
    List<Scale> scales = new ArrayList<>();
    List<Double> errors = new ArrayList<>();
    for (int feature = 0; feature < horizon.width(); feature++) {
      boolean isLogarithm =
          feature < horizon.forecast() && forecasting.transform() == Transform.LOG;
      double[] training = training(numbers, parts, feature);
      requireSpread(column(read, feature), training);
      scales.add(
          scale(
              scaling, isLogarithm ? Arrays.stream(training).map(Math::log).toArray() : training));
      if (feature < horizon.forecast()) {
        errors.add(seasonalError(numbers, parts, feature));
      }
    }
    long missing = IntStream.range(0, numbers.length).filter(i -> Double.isNaN(numbers[i])).count();
    return new SeriesTable.Entry(
        read.name(),
        scales,
        errors,
        parts.values(),
        missing,
        time(read, 0),
        time(read, parts.values() - 1));
  }

  /** The numbers of a feature that are there in the training part. */
  private double[] training(double[] numbers, SeriesParts parts, int feature) {
    return IntStream.range(0, parts.validation())
        .mapToDouble(step -> numbers[step * horizon.width() + feature])
        .filter(number -> !Double.isNaN(number))
        .toArray();
  }

  /**
   * Refuses numbers whose differences have no squares: their deviation would be 0, and so would be
   * each error of their forecasts.
   */
  static void requireSpread(String column, double[] numbers) throws MalformedSeries {
    double least = Arrays.stream(numbers).min().orElse(0);
    double most = Arrays.stream(numbers).max().orElse(0);
    if (most > least && most - least < LEAST_SPREAD) {
      throw new MalformedSeries(
          "has values of column %s from %s to %s, which differ by less than %s: too little for the squares of errors; give them in a smaller unit"
              .formatted(column, least, most, LEAST_SPREAD));
    }
  }

  /** Of a feature that is always the same, or never there, the factor is 1. */
  static Scale scale(ScalingRule rule, double[] numbers) {
    if (numbers.length == 0) {
      return Scale.NONE;
    }
    return switch (rule) {
      case NONE -> Scale.NONE;
      case STANDARD -> {
        double mean = Arrays.stream(numbers).sum() / numbers.length;
        double squares =
            Arrays.stream(numbers).map(number -> (number - mean) * (number - mean)).sum();
        yield new Scale(mean, factor(Math.sqrt(squares / numbers.length), mean));
      }
      case MIN_MAX -> {
        double least = Arrays.stream(numbers).min().orElseThrow();
        double most = Arrays.stream(numbers).max().orElseThrow();
        yield new Scale(least, factor(most - least, least));
      }
    };
  }

  /** A spread that is but rounding is none. */
  private static double factor(double spread, double size) {
    return spread > Math.ulp(Math.abs(size)) * 4 ? spread : 1;
  }

  private Double seasonalError(double[] numbers, SeriesParts parts, int feature) {
    int width = horizon.width();
    double sum = 0;
    long count = 0;
    for (int step = horizon.season(); step < parts.validation(); step++) {
      double change =
          numbers[step * width + feature] - numbers[(step - horizon.season()) * width + feature];
      if (!Double.isNaN(change)) {
        sum += Math.abs(change);
        count++;
      }
    }
    return count == 0 ? null : sum / count;
  }
}
