package org.ravel.series.reading;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ravel.config.ForecastingConfig.Transform;
import org.ravel.config.ScalingConfig.ScalingRule;
import org.ravel.sequence.Horizon;
import org.ravel.sequence.SeriesSteps;
import org.ravel.sequence.Values;
import org.ravel.series.SeriesTable;
import org.ravel.series.SeriesTable.Scale;

/**
 * Finds where series end that a model is to go on with. The last value of a series is the last one
 * that any of its columns has that are forecast: rows behind it say what is known of the future. A
 * series that training did not have is scaled by the values that are there.
 */
public final class SeriesEnds {
  private final Horizon horizon;
  private final SeriesTable table;
  private final ScalingRule scaling;
  private final int longest;
  private final Map<String, Integer> known;

  /**
   * For a model.
   *
   * @param table the series that it was trained on
   * @param scaling of its training
   * @param longest values that are read of a series, at most
   */
  public SeriesEnds(Horizon horizon, SeriesTable table, ScalingRule scaling, int longest) {
    this.horizon = horizon;
    this.table = table;
    this.scaling = scaling;
    this.longest = longest;
    this.known = table.numbers();
  }

  /**
   * The end of a series.
   *
   * @throws MalformedSeries if the model cannot go on with it
   */
  public SeriesEnd of(ReadSeries read) throws MalformedSeries {
    double[] numbers = read.on(table.grid());
    int last = last(numbers);
    int context = Math.min(longest, last + 1);
    if (context < horizon.context()) {
      throw new MalformedSeries(
          "has %,d values up to its last one, but the model reads %,d before it forecasts; give it more of its past"
              .formatted(last + 1, horizon.context()));
    }
    int number = known.getOrDefault(read.name(), SeriesSteps.UNKNOWN);
    SeriesTable one =
        new SeriesTable(
            header(),
            List.of(
                number == SeriesSteps.UNKNOWN
                    ? unknown(read, numbers, last)
                    : table.series().get(number)));
    int first = last + 1 - context;
    int width = horizon.width();
    float[] window = new float[(context + horizon.steps()) * width];
    for (int i = 0; i < window.length; i++) {
      int step = first + i / width;
      int feature = i % width;
      boolean isSaid =
          step <= last || (feature >= width - horizon.known() && step < numbers.length / width);
      double value = isSaid ? numbers[step * width + feature] : Double.NaN;
      requireRead(read, value, feature, step, last);
      window[i] = scaled(read, one, value, feature, step);
    }
    return new SeriesEnd(one, number, new Values.OfReals(width, window), time(read, last));
  }

  private SeriesTable.Header header() {
    SeriesTable.Header all = table.all();
    return new SeriesTable.Header(
        all.format(),
        1,
        all.columns(),
        all.forecast(),
        all.known(),
        all.frequency(),
        all.season(),
        all.transform());
  }

  private BigDecimal time(ReadSeries read, int step) {
    return table.grid().plus(read.times().get(0), step);
  }

  private int last(double[] numbers) throws MalformedSeries {
    int width = horizon.width();
    for (int step = numbers.length / width - 1; step >= 0; step--) {
      for (int feature = 0; feature < horizon.forecast(); feature++) {
        if (!Double.isNaN(numbers[step * width + feature])) {
          return step;
        }
      }
    }
    throw new MalformedSeries(
        "has no value of %s; give it values, or take it out"
            .formatted(String.join(", ", table.all().columns().subList(0, horizon.forecast()))));
  }

  /** As training would have fitted it. */
  private SeriesTable.Entry unknown(ReadSeries read, double[] numbers, int last)
      throws MalformedSeries {
    int width = horizon.width();
    List<Scale> scales = new ArrayList<>();
    for (int feature = 0; feature < width; feature++) {
      int of = feature;
      boolean isLogarithm =
          feature < horizon.forecast() && table.all().transform() == Transform.LOG;
      double[] values =
          IntStream.rangeClosed(0, last)
              .mapToDouble(step -> numbers[step * width + of])
              .filter(number -> !Double.isNaN(number))
              .toArray();
      SeriesFitting.requireSpread(table.all().columns().get(feature), values);
      scales.add(
          SeriesFitting.scale(
              scaling,
              Arrays.stream(values)
                  .map(number -> isLogarithm ? Math.log(number) : number)
                  .filter(Double::isFinite)
                  .toArray()));
    }
    return new SeriesTable.Entry(
        read.name(),
        scales,
        Arrays.asList(new Double[horizon.forecast()]),
        last + 1,
        0,
        table.grid().text(time(read, 0)),
        table.grid().text(time(read, last)));
  }

  /** A model whose training had no gap would read what is missing as 0, as if that was there. */
  private void requireRead(ReadSeries read, double number, int feature, int step, int last)
      throws MalformedSeries {
    boolean isRead = step <= last && feature < horizon.width() - horizon.known();
    if (isRead && Double.isNaN(number) && !horizon.gaps()) {
      throw new MalformedSeries(
          "has no number in column %s at %s, but the model cannot read series with gaps, since its training had none; fill the gap in, or train with series that have some"
              .formatted(table.all().columns().get(feature), table.grid().text(time(read, step))));
    }
  }

  private float scaled(ReadSeries read, SeriesTable one, double number, int feature, int step)
      throws MalformedSeries {
    String column = table.all().columns().get(feature);
    if (Double.isNaN(number)) {
      if (feature >= horizon.width() - horizon.known()) {
        throw new MalformedSeries(
            "has no number in column %s at %s, but what is known of the future must be given for all times up to %,d after the last value; add rows with it, without values"
                .formatted(column, table.grid().text(time(read, step)), horizon.steps()));
      }
      return Float.NaN;
    }
    float scaled = one.scaled(0, feature, number);
    if (!Float.isFinite(scaled)) {
      throw new MalformedSeries(
          "has %s in column %s at %s, which the model cannot read: its transformation is %s, and its scale %s"
              .formatted(
                  number,
                  column,
                  table.grid().text(time(read, step)),
                  table.all().transform(),
                  one.series().get(0).scales().get(feature)));
    }
    return scaled;
  }
}
