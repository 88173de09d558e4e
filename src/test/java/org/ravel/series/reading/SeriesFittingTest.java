package org.ravel.series.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.config.ColumnsConfig;
import org.ravel.config.ForecastingConfig;
import org.ravel.config.ForecastingConfig.Predict;
import org.ravel.config.ForecastingConfig.Transform;
import org.ravel.config.Frequency;
import org.ravel.config.ScalingConfig.ScalingRule;
import org.ravel.config.SplitConfig;
import org.ravel.sequence.Horizon;
import org.ravel.series.SeriesTable;
import org.ravel.series.TimeGrid;
import org.ravel.table.SourceRecord;

/** From the lists of a gathered record to a series on its grid. */
class SeriesFittingTest {
  private static final Frequency DAY = new Frequency(1, Frequency.Unit.DAY);

  @Test
  void gapsAreMissingAndScalingIsThatOfTheTrainingPart() throws MalformedSeries {
    FittedSeries fitted =
        fit(
            rules(DAY, 1, Transform.NONE, ScalingRule.STANDARD),
            days("01", "02", "04", "05", "06", "07", "08", "09", "10"),
            List.of("1", "3", "", "5", "NaN", "7", 100.0, "101", "102"));
    assertThat(fitted.numbers())
        .containsExactly(1, 3, Double.NaN, Double.NaN, 5, Double.NaN, 7, 100, 101, 102);
    // Ten values, of which the last two fifths are validation and test.
    assertThat(fitted.parts().validation()).isEqualTo(6);
    assertThat(fitted.parts().test()).isEqualTo(8);
    SeriesTable.Entry entry = fitted.entry();
    assertThat(entry.values()).isEqualTo(10);
    assertThat(entry.missing()).isEqualTo(3);
    assertThat(entry.first()).isEqualTo("2020-01-01");
    assertThat(entry.last()).isEqualTo("2020-01-10");
    assertThat(entry.scales().get(0).shift()).isEqualTo(3);
    assertThat(entry.scales().get(0).factor()).isCloseTo(Math.sqrt(8 / 3.0), within(1e-12));
    // Of all pairs a day apart only the first has both.
    assertThat(entry.seasonalErrors()).containsExactly(2.0);
  }

  @Test
  void otherScalingsAndLogarithms() throws MalformedSeries {
    List<String> times = days("01", "02", "03", "04", "05", "06", "07", "08", "09", "10");
    List<Object> numbers = List.of(4, 2, 8, 4, 2, 4, 9, 9, 9, 9);
    assertThat(scale(rules(DAY, 1, Transform.NONE, ScalingRule.MIN_MAX), times, numbers))
        .isEqualTo(new SeriesTable.Scale(2, 6));
    assertThat(scale(rules(DAY, 1, Transform.NONE, ScalingRule.NONE), times, numbers))
        .isEqualTo(SeriesTable.Scale.NONE);
    SeriesTable.Scale logarithm =
        scale(rules(DAY, 1, Transform.LOG, ScalingRule.MIN_MAX), times, numbers);
    assertThat(logarithm.shift()).isCloseTo(Math.log(2), within(1e-15));
    assertThat(logarithm.factor()).isCloseTo(Math.log(4), within(1e-15));
  }

  @Test
  void aConstantSeriesHasFactorOne() throws MalformedSeries {
    List<String> times = days("01", "02", "03", "04", "05", "06", "07", "08", "09", "10");
    List<Object> numbers = List.copyOf(Collections.nCopies(10, 0.1));
    SeriesFitting rules = rules(DAY, 1, Transform.NONE, ScalingRule.STANDARD);
    assertThat(scale(rules, times, numbers).factor()).isEqualTo(1);
    assertThat(fit(rules, times, numbers).entry().seasonalErrors()).containsExactly(0.0);
  }

  /** The squares of their errors would be 0, and the report would say that there are none. */
  @Test
  void differencesThatHaveNoSquaresAreRefused() throws MalformedSeries {
    List<String> times = days("01", "02", "03", "04", "05", "06", "07", "08", "09", "10");
    SeriesFitting rules = rules(DAY, 1, Transform.NONE, ScalingRule.STANDARD);
    assertThatThrownBy(() -> fit(rules, times, powers(200)))
        .isInstanceOf(MalformedSeries.class)
        .hasMessage(
            "has values of column y from 1.0E-200 to 6.0E-200, which differ by less than 1.0E-140: too little for the squares of errors; give them in a smaller unit");
    assertThat(scale(rules, times, powers(130)).factor())
        .isCloseTo(Math.sqrt(35 / 12.0) * 1e-130, within(1e-140));
  }

  private static List<Object> powers(int exponent) {
    return IntStream.rangeClosed(1, 10)
        .mapToObj(number -> (Object) (number + "e-" + exponent))
        .toList();
  }

  @Test
  void datesDivideWhereTheySay() throws MalformedSeries {
    List<String> times = days("01", "02", "03", "04", "05", "06", "07", "08", "09", "10");
    FittedSeries fitted =
        fit(
            rules(DAY, 1, Transform.NONE, ScalingRule.NONE, "2020-01-05", "2020-01-09"),
            times,
            List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
    assertThat(fitted.parts().validation()).isEqualTo(4);
    assertThat(fitted.parts().test()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2020-01-01,2020-01-01|1,2|has the time 2020-01-01 in column t twice; name the column",
        "2020-01-01,yesterday|1,2|has \"yesterday\" in column t, which must be a number below 10^18 or an ISO",
        "1,1e30|1,2|has \"1e30\" in column t, which must be a number below 10^18",
        "2020-01-01,7|1,2|has numbers and timestamps in column t",
        "2020-01-01,2020-01-02|1,?0.2|has \"?0.2\" in column y at 2020-01-02, but a value must be",
        "2020-01-01,2020-01-02|1,1e39|has \"1e39\" in column y at 2020-01-02, but a value must be",
        "2020-01-01,2020-01-02T12:00:00|1,2|has the time 2020-01-02T12:00:00, which is no multiple"
            + " of 1 day after its first one, 2020-01-01T00:00:00",
        "2020-01-01,2021-01-02|1,2|has 2 times, but 368 from 2020-01-01 to 2021-01-02 at a distance",
        "1,2|1,2|has plain numbers in its time column, which are no multiples of 1 day",
        "2020-01-01,2020-01-02|1,2|has 2 values, 1 of them for training, but needs at least 3"
      })
  void malformedSeriesAreRefused(String times, String numbers, String message) {
    assertThatThrownBy(
            () ->
                fit(
                    rules(DAY, 1, Transform.NONE, ScalingRule.STANDARD),
                    List.of(times.split(",")),
                    List.<Object>of((Object[]) numbers.split(","))))
        .isInstanceOf(MalformedSeries.class)
        .hasMessageContaining(message);
  }

  @Test
  void whatHasNoLogarithmAndWhatIsMissingWhollyIsRefused() {
    List<String> times = days("01", "02", "03", "04", "05", "06", "07", "08", "09", "10");
    assertThatThrownBy(
            () ->
                fit(
                    rules(DAY, 1, Transform.LOG, ScalingRule.NONE),
                    times,
                    List.of(1, 2, 0, 4, 5, 6, 7, 8, 9, 10)))
        .hasMessageContaining(
            "has 0.0 in column y at 2020-01-03, but forecasting.transform is log");
    assertThatThrownBy(
            () ->
                fit(
                    rules(DAY, 1, Transform.NONE, ScalingRule.NONE),
                    times,
                    List.of("", "", "", "", "", "", 7, 8, 9, 10)))
        .hasMessageContaining("has no value of column y in its training part");
  }

  @Test
  void columnsOfAWideTableAreSeries() throws MalformedSeries {
    SeriesReader reader =
        new SeriesReader(
            new ColumnsConfig(
                List.of(), List.of("a", "b"), null, List.of(), null, "t", null, ",", true),
            true);
    List<ReadSeries> read = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (String first : List.of("1", "one")) {
      reader.read(
          new SourceRecord(
              null,
              List.of("t", "a", "b"),
              List.of(List.of("2020-01", "2020-02"), List.of(first, "2"), List.of("3", "4"))),
          read::add,
          (name, why) -> refused.add(name + " " + why.getMessage()));
    }
    // The second time, b is read although a is malformed.
    assertThat(read).extracting(ReadSeries::name).containsExactly("a", "b", "b");
    assertThat(read.get(1).numbers()).containsExactly(3, 4);
    assertThat(read.get(1).calendar()).isTrue();
    assertThat(refused).hasSize(1);
    assertThat(refused.get(0)).startsWith("a has \"one\" in column a at 2020-01");
  }

  @Test
  void theMostFrequentDistanceIsTheFrequency() throws MalformedSeries {
    assertThat(distances("2020-01-01", "2020-02-01", "2020-03-01", "2020-04-01"))
        .hasToString("1 month");
    assertThat(distances("2020-01-31", "2020-02-29", "2020-03-31", "2020-05-31"))
        .hasToString("1 month");
    assertThat(distances("2018-01-01", "2019-01-01", "2020-01-01")).hasToString("1 year");
    assertThat(distances("2020-01-01", "2020-01-02", "2020-01-03", "2020-03-03"))
        .hasToString("1 day");
    assertThat(
            distances(
                "2020-01-01 00:00:00",
                "2020-01-01 00:30:00",
                "2020-01-01 02:00:00",
                "2020-01-01 02:30:00"))
        .hasToString("30 minutes");
    assertThat(distances("10", "12", "14", "18")).hasToString("2 steps");
    // Of equally frequent ones the shortest.
    assertThat(distances("2020-01-01 00:00:00", "2020-01-01 01:00:00", "2020-01-02 01:00:00"))
        .hasToString("1 hour");
  }

  private static Frequency distances(String... times) throws MalformedSeries {
    Distances distances = new Distances();
    distances.add(
        read(
            Arrays.asList(times),
            IntStream.range(0, times.length).<Object>mapToObj(i -> i).toList()));
    return distances.mostFrequent().orElseThrow();
  }

  private static SeriesTable.Scale scale(
      SeriesFitting rules, List<String> times, List<Object> numbers) throws MalformedSeries {
    return fit(rules, times, numbers).entry().scales().get(0);
  }

  private static FittedSeries fit(SeriesFitting rules, List<String> times, List<Object> numbers)
      throws MalformedSeries {
    return rules.fit(read(times, numbers));
  }

  private static ReadSeries read(List<String> times, List<Object> numbers) throws MalformedSeries {
    List<ReadSeries> read = new ArrayList<>();
    List<MalformedSeries> refused = new ArrayList<>();
    reader()
        .read(
            new SourceRecord(null, List.of("t", "y"), List.of(times, numbers)),
            read::add,
            (name, why) -> refused.add(why));
    if (!refused.isEmpty()) {
      throw refused.get(0);
    }
    return read.get(0);
  }

  private static SeriesReader reader() {
    return new SeriesReader(
        new ColumnsConfig(List.of(), List.of("y"), null, List.of(), null, "t", null, ",", true),
        false);
  }

  private static List<String> days(String... days) {
    return Arrays.stream(days).map(day -> "2020-01-" + day).toList();
  }

  private static SeriesFitting rules(
      Frequency frequency, int season, Transform transform, ScalingRule scaling) {
    return rules(frequency, season, transform, scaling, null, null);
  }

  private static SeriesFitting rules(
      Frequency frequency,
      int season,
      Transform transform,
      ScalingRule scaling,
      String validation,
      String test) {
    return new SeriesFitting(
        reader(),
        new TimeGrid(frequency),
        new Horizon(2, 1, 1, 0, 0, false, Horizon.Base.VALUE, season),
        new ForecastingConfig(
            1,
            2,
            false,
            "auto",
            season,
            transform,
            Predict.VALUE,
            ForecastingConfig.Read.VALUE,
            validation,
            test),
        scaling,
        new SplitConfig(SplitConfig.By.TOKENS, 0.2, 0.2, List.of(), List.of()),
        5);
  }
}
