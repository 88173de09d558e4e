package org.ravel.series.reading;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.ravel.config.ColumnsConfig;
import org.ravel.table.SourceRecord;
import org.ravel.table.StepTime;

/**
 * Reads series of a record whose columns hold lists, one value for each row: one series, or one for
 * each column.
 *
 * @param columns which columns hold what
 * @param wide whether each target column is a series of its own
 */
public record SeriesReader(ColumnsConfig columns, boolean wide) implements Serializable {
  /** Java's own literals have suffixes and hexadecimal digits too. */
  private static final Pattern NUMBER = Pattern.compile("[-+]?[.0-9]+([eE][-+]?\\d+)?");

  /** Digits before the point of a time, at most: a long holds them. */
  private static final int MOST_DIGITS = 18;

  /** What says that a number is missing, beside an empty cell. */
  private static final Set<String> MISSING = Set.of("", "nan", "na", "null");

  /** Names of the numbers at each time. */
  public List<String> names() {
    return wide ? List.of("value") : columns.values();
  }

  /** How many of them are forecast. */
  public int forecast() {
    return wide ? 1 : columns.target().size();
  }

  /** The name of a record's series, or of the first one. */
  private String name(SourceRecord record) {
    Object name = columns.sequence() == null ? null : record.value(columns.sequence());
    return name == null ? columns.target().get(0) : String.valueOf(name);
  }

  /** Takes a series, or says what is wrong with it. */
  public interface Sink {
    void take(ReadSeries series) throws MalformedSeries;
  }

  /** Takes note of a series that is malformed. */
  public interface Refusal {
    void refuse(String name, MalformedSeries why);
  }

  /** Reads them. Of a wide table a malformed column leaves the others as they are. */
  public void read(SourceRecord record, Sink sink, Refusal refusal) {
    List<BigDecimal> times = new ArrayList<>();
    boolean calendar;
    try {
      if (columns.sequence() != null && record.value(columns.sequence()) == null) {
        throw new MalformedSeries("has nothing in column %s".formatted(columns.sequence()));
      }
      calendar = times(list(record, columns.time()), times);
    } catch (MalformedSeries e) {
      refusal.refuse(name(record), e);
      return;
    }
    List<List<String>> all =
        wide ? columns.target().stream().map(List::of).toList() : List.of(columns.values());
    for (List<String> names : all) {
      String name = wide ? names.get(0) : name(record);
      try {
        double[] numbers = numbers(record, names, list(record, columns.time()));
        sink.take(new ReadSeries(name, times, calendar, names.size(), numbers));
      } catch (MalformedSeries e) {
        refusal.refuse(name, e);
      }
    }
  }

  private boolean times(List<?> cells, List<BigDecimal> times) throws MalformedSeries {
    StepTime before = null;
    for (Object cell : cells) {
      StepTime time = StepTime.of(cell);
      if (time == null || digits(time.value()) > MOST_DIGITS) {
        throw new MalformedSeries(
            "has %s in column %s, which must be a number below 10^18 or an ISO 8601 date, month or timestamp"
                .formatted(cell == null ? "nothing" : "\"" + cell + "\"", columns.time()));
      }
      if (before != null && before.isDate() != time.isDate()) {
        throw new MalformedSeries(
            "has numbers and timestamps in column %s".formatted(columns.time()));
      }
      if (before != null && before.value().compareTo(time.value()) == 0) {
        throw new MalformedSeries(
            "has the time %s in column %s twice; name the column of the series' names in corpus.columns.sequence, or take one of the rows out"
                .formatted(cell, columns.time()));
      }
      times.add(time.value());
      before = time;
    }
    return before != null && before.isDate();
  }

  private static int digits(BigDecimal number) {
    return number.precision() - number.scale();
  }

  private static double[] numbers(SourceRecord record, List<String> names, List<?> times)
      throws MalformedSeries {
    double[] numbers = new double[Math.multiplyExact(times.size(), names.size())];
    for (int i = 0; i < names.size(); i++) {
      List<?> cells = list(record, names.get(i));
      for (int row = 0; row < times.size(); row++) {
        numbers[row * names.size() + i] = number(cells.get(row), names.get(i), times.get(row));
      }
    }
    return numbers;
  }

  private static List<?> list(SourceRecord record, String column) {
    return (List<?>) record.value(column);
  }

  private static double number(Object cell, String column, Object time) throws MalformedSeries {
    if (cell == null || MISSING.contains(String.valueOf(cell).strip().toLowerCase(Locale.ROOT))) {
      return Double.NaN;
    }
    double number = Double.POSITIVE_INFINITY;
    String text = String.valueOf(cell).strip();
    if (cell instanceof Number given) {
      number = given.doubleValue();
    } else if (NUMBER.matcher(text).matches()) {
      try {
        number = Double.parseDouble(text);
      } catch (NumberFormatException e) {
        // Several points: told below.
      }
    }
    if (!(Math.abs(number) <= Float.MAX_VALUE)) {
      throw new MalformedSeries(
          "has \"%s\" in column %s at %s, but a value must be a number of at most %s, or empty, NaN, NA or null where it is missing"
              .formatted(text, column, time, Float.MAX_VALUE));
    }
    return number;
  }
}
