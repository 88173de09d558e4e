package org.ravel.example;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.ravel.sequence.Values;
import org.ravel.table.SourceRecord;

/** Reads real numbers of a record: those of several columns stand side by side at each step. */
public final class NumberReader implements StepReader {
  private static final long serialVersionUID = 1L;

  /** Java's own literals have suffixes and hexadecimal digits too. */
  private static final Pattern NUMBER = Pattern.compile("[-+]?(NaN|Infinity|[-+.0-9eE]+)");

  private final List<String> columns;

  /** Numbers that each step must have; 0 as long as it is not known. */
  private final int expected;

  /** Who expects them, such as {@code the model reads}. */
  private final String who;

  /** Whether an array of numbers is one step, and not a number for each. */
  private final boolean vectors;

  private NumberReader(List<String> columns, int expected, String who, boolean vectors) {
    this.columns = columns;
    this.expected = expected;
    this.who = who;
    this.vectors = vectors;
  }

  /** Reads steps of any width, the same within a record. */
  static NumberReader of(List<String> columns) {
    return new NumberReader(columns, 0, null, false);
  }

  /**
   * Reads steps of a width.
   *
   * @param who expects them, such as {@code the model reads}
   */
  public static NumberReader of(List<String> columns, int width, String who) {
    return new NumberReader(columns, width, who, false);
  }

  /** The same, but an array of numbers is one step, such as the features of a whole image. */
  public NumberReader ofVectors() {
    return new NumberReader(columns, expected, who, true);
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public ReadSteps.OfNumbers steps(SourceRecord record) throws MalformedExample {
    List<ReadSteps.OfNumbers> parts = new ArrayList<>();
    for (String column : columns) {
      parts.add(column(column, TokenReader.value(record, column)));
    }
    ReadSteps.OfNumbers first = parts.get(0);
    for (int i = 1; i < parts.size(); i++) {
      if (parts.get(i).count() != first.count()) {
        throw new MalformedExample(
            "has %,d steps in column %s but %,d in column %s"
                .formatted(first.count(), columns.get(0), parts.get(i).count(), columns.get(i)));
      }
    }
    ReadSteps.OfNumbers all = parts.size() == 1 ? first : beside(parts);
    if (expected > 0 && all.count() > 0 && all.width() != expected) {
      throw new MalformedExample(
          "has steps of %d numbers, but %s %d".formatted(all.width(), who, expected));
    }
    return all;
  }

  private static ReadSteps.OfNumbers beside(List<ReadSteps.OfNumbers> parts) {
    int width = parts.stream().mapToInt(ReadSteps.OfNumbers::width).sum();
    int steps = parts.get(0).count();
    double[] numbers = new double[steps * width];
    int from = 0;
    for (ReadSteps.OfNumbers part : parts) {
      for (int step = 0; step < steps; step++) {
        int start = step * part.width();
        System.arraycopy(part.numbers(), start, numbers, step * width + from, part.width());
      }
      from += part.width();
    }
    return new ReadSteps.OfNumbers(width, numbers);
  }

  private ReadSteps.OfNumbers column(String column, Object value) throws MalformedExample {
    if (value instanceof Values.OfReals reals) {
      return finite(column, reals);
    }
    List<?> read =
        TokenReader.list(value)
            .orElseThrow(
                () ->
                    new MalformedExample(
                        "has %s in column %s, which must be an array: of a number for each step, or of an array of them"
                            .formatted(value, column)));
    boolean isVector = vectors && !read.isEmpty() && TokenReader.list(read.get(0)).isEmpty();
    List<?> steps = isVector ? List.of(read) : read;
    int width = steps.isEmpty() ? 1 : TokenReader.list(steps.get(0)).map(List::size).orElse(1);
    if (width == 0) {
      throw new MalformedExample("has no number in column %s at step 1".formatted(column));
    }
    double[] numbers = new double[steps.size() * width];
    for (int step = 0; step < steps.size(); step++) {
      Object each = steps.get(step);
      List<?> cells = TokenReader.list(each).orElse(null);
      int found = cells == null ? 1 : cells.size();
      if (found != width) {
        throw new MalformedExample(
            "has %d numbers in column %s at step %,d but %d at step 1"
                .formatted(found, column, step + 1, width));
      }
      for (int i = 0; i < width; i++) {
        numbers[step * width + i] = number(cells == null ? each : cells.get(i), column, step + 1);
      }
    }
    return new ReadSteps.OfNumbers(width, numbers);
  }

  private static ReadSteps.OfNumbers finite(String column, Values.OfReals reals)
      throws MalformedExample {
    double[] numbers = new double[reals.numbers().length];
    for (int i = 0; i < numbers.length; i++) {
      float read = reals.numbers()[i];
      // An object for each of millions of numbers would be slow: only the refused ones become one.
      numbers[i] = Float.isFinite(read) ? read : number(read, column, i / reals.width() + 1);
    }
    return new ReadSteps.OfNumbers(reals.width(), numbers);
  }

  /** The number of a cell that is all of a column's. */
  static double number(Object cell, String column) throws MalformedExample {
    return number(cell, column, 0);
  }

  private static String place(String column, int step) {
    return step == 0 ? "column " + column : "column %s at step %,d".formatted(column, step);
  }

  private static double number(Object cell, String column, int step) throws MalformedExample {
    if (cell == null || (cell instanceof String text && text.isBlank())) {
      throw new MalformedExample("has no number in %s".formatted(place(column, step)));
    }
    double number = cell instanceof Number given ? given.doubleValue() : parsed(cell, column, step);
    if (!(Math.abs(number) <= Float.MAX_VALUE)) {
      throw new MalformedExample(
          "has %s in %s, but numbers must be finite and at most %s"
              .formatted(cell, place(column, step), Float.MAX_VALUE));
    }
    return number;
  }

  private static double parsed(Object cell, String column, int step) throws MalformedExample {
    String text = String.valueOf(cell).strip();
    try {
      if (NUMBER.matcher(text).matches()) {
        return Double.parseDouble(text);
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new MalformedExample(
        "has \"%s\" in %s, which is no number".formatted(text, place(column, step)));
  }
}
