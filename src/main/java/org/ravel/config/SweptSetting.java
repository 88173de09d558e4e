package org.ravel.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A setting that varies from training to training.
 *
 * @param key the setting
 * @param values that it takes, as text; empty where any number of a range is drawn
 * @param range null where values are listed
 */
public record SweptSetting(String key, List<String> values, Range range) {
  static final String KEY = "sweep.over";

  /** Groups that train and evaluate read; but for the places of outputs, which a sweep sets. */
  private static final List<String> GROUPS =
      List.of("seed", "model", "training", "averaging", "evaluation", "decoding");

  private static final List<String> PLACES =
      List.of("model.path", "training.path", "evaluation.path", "evaluation.shards");

  private static final int MOST_VALUES = 10_000;
  private static final Pattern ASSIGNMENT = Pattern.compile("\\s*([\\w.-]+)\\s*=\\s*(.*\\S)\\s*");
  private static final Pattern WHOLE_NUMBERS = Pattern.compile("(-?\\d{1,18})\\.\\.(-?\\d{1,18})");
  private static final String NUMBER = "[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?";
  private static final Pattern NUMBERS =
      Pattern.compile("(%s)\\.\\.(%s)(\\s+log)?".formatted(NUMBER, NUMBER));

  public SweptSetting {
    values = List.copyOf(values);
  }

  /**
   * Numbers between two, which are drawn evenly, or their logarithms are.
   *
   * @param low the lowest
   * @param high the highest
   * @param logarithmic whether logarithms are drawn evenly
   */
  public record Range(double low, double high, boolean logarithmic) {
    double draw(RandomGenerator random) {
      double share = random.nextDouble();
      return logarithmic
          ? Math.exp(Math.log(low) + share * (Math.log(high) - Math.log(low)))
          : low + share * (high - low);
    }
  }

  /**
   * Reads {@code key = value, value}, {@code key = 1..10} or {@code key = 0.01..0.1 log}. A comma
   * within brackets or quotes divides nothing.
   *
   * @throws SettingException if it is none of these
   */
  public static SweptSetting parse(String text) {
    Matcher assignment = ASSIGNMENT.matcher(text);
    Require.that(
        assignment.matches(), KEY, text, "be written as in \"model.hidden-size = 32, 64\"");
    String key = assignment.group(1);
    Require.that(
        mayVary(key),
        KEY,
        text,
        "vary seed, or settings of model, training, averaging, evaluation or decoding, but no places");
    List<String> values = new ArrayList<>();
    List<String> parts = divided(assignment.group(2), text);
    for (String part : parts) {
      Matcher numbers = NUMBERS.matcher(part);
      Matcher wholeNumbers = WHOLE_NUMBERS.matcher(part);
      if (wholeNumbers.matches()) {
        addWholeNumbers(wholeNumbers, text, values);
      } else if (numbers.matches()) {
        Require.that(parts.size() == 1, KEY, text, "have one range, or values");
        return new SweptSetting(key, List.of(), range(numbers, text));
      } else {
        Require.that(!part.isEmpty(), KEY, text, "have a value between two commas");
        values.add(unquoted(part));
      }
      Require.that(
          values.size() <= MOST_VALUES,
          KEY,
          text,
          "have at most %,d values".formatted(MOST_VALUES));
    }
    return new SweptSetting(key, values, null);
  }

  /** Whether a setting may vary: what decides how a training goes, and how it is measured. */
  public static boolean mayVary(String key) {
    return StoredConfig.isIn(key, GROUPS) && !PLACES.contains(key);
  }

  /** Whether all its values are known. */
  public boolean isListed() {
    return range == null;
  }

  /** A value, drawn. */
  public String draw(RandomGenerator random) {
    return isListed()
        ? values.get(random.nextInt(values.size()))
        : String.format(Locale.ROOT, "%.6g", range.draw(random));
  }

  private static void addWholeNumbers(Matcher numbers, String text, List<String> values) {
    long first = Long.parseLong(numbers.group(1));
    long last = Long.parseLong(numbers.group(2));
    Require.that(
        first <= last && last - first < MOST_VALUES,
        KEY,
        text,
        "go from a number to a larger one, with at most %,d between".formatted(MOST_VALUES));
    for (long number = first; number <= last; number++) {
      values.add(Long.toString(number));
    }
  }

  private static Range range(Matcher numbers, String text) {
    double low = Double.parseDouble(numbers.group(1));
    double high = Double.parseDouble(numbers.group(2));
    boolean logarithmic = numbers.group(3) != null;
    Require.that(low < high, KEY, text, "go from a number to a larger one");
    Require.that(!logarithmic || low > 0, KEY, text, "begin above 0, as it has logarithms");
    return new Range(low, high, logarithmic);
  }

  /** Quotes around the whole of a value only hold its commas together. */
  private static String unquoted(String part) {
    int last = part.length() - 1;
    return last > 0 && part.charAt(0) == '"' && part.indexOf('"', 1) == last
        ? part.substring(1, last)
        : part;
  }

  private static List<String> divided(String values, String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < values.length(); i++) {
      char c = values.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '[' || c == '{')) {
        depth++;
      } else if (!quoted && (c == ']' || c == '}')) {
        depth--;
      } else if (!quoted && depth == 0 && c == ',') {
        parts.add(values.substring(start, i).strip());
        start = i + 1;
      }
    }
    Require.that(
        depth == 0 && !quoted, KEY, text, "close each bracket and quotation mark that it opens");
    parts.add(values.substring(start).strip());
    return parts;
  }
}
