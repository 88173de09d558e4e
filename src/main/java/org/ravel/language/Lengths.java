package org.ravel.language;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ravel.error.ConfigurationException;

/**
 * Lengths that strings are drawn of, each as often as another.
 *
 * @param values from 1 on
 * @param range whether the two ends of a range were given, whose lengths without strings are left
 *     out; a length that is named must have some
 */
public record Lengths(List<Integer> values, boolean range) implements Serializable {
  /** The longest strings that are drawn. */
  static final int LONGEST = 10_000;

  private static final Pattern RANGE = Pattern.compile("(\\d{1,6})-(\\d{1,6})");
  private static final Pattern LIST = Pattern.compile("\\d{1,6}(,\\d{1,6})*");

  public Lengths {
    values = List.copyOf(values);
    for (int length : values) {
      if (length < 1 || length > LONGEST) {
        throw new ConfigurationException(
            "a length is %d but must lie between 1 and %,d; give lengths such as 10, 5,10,20 or 1-15"
                .formatted(length, LONGEST));
      }
    }
  }

  /**
   * Reads lengths.
   *
   * @param text one, several with commas, or the first and the last one with a hyphen
   * @throws ConfigurationException if it is none of these
   */
  public static Lengths parse(String text) {
    String compact = text.replace(" ", "");
    Matcher matcher = RANGE.matcher(compact);
    List<Integer> values = new ArrayList<>();
    if (matcher.matches()) {
      int last = Integer.parseInt(matcher.group(2));
      for (int length = Integer.parseInt(matcher.group(1)); length <= last; length++) {
        values.add(length);
      }
    } else if (LIST.matcher(compact).matches()) {
      for (String length : compact.split(",", -1)) {
        values.add(Integer.parseInt(length));
      }
    }
    if (values.isEmpty()) {
      throw new ConfigurationException(
          "the lengths are '%s' but must be like 10, 5,10,20 or 1-15".formatted(text));
    }
    return new Lengths(values, matcher.matches());
  }
}
