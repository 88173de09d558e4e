package org.ravel.config;

import java.util.Set;
import java.util.regex.Pattern;

/** The rules of single values; a broken rule names key, value, rule and remedy. */
final class Require {
  /** The user's part of a URI, with a colon in it. */
  private static final Pattern PASSWORD =
      Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://[^/@]*:[^/]*@");

  /** What is said instead of a value. */
  private static final Set<String> NO_VALUES = Set.of("not set", "empty", "not shown");

  /** Rows of a minibatch: many times what makes sense, and no sum of lanes leaves an int. */
  private static final int MOST_ROWS = 1 << 16;

  private Require() {}

  static void that(boolean holds, String key, Object value, String rule) {
    if (!holds) {
      throw violation(key, value, rule);
    }
  }

  static SettingException violation(String key, Object value, String rule) {
    return new SettingException(
        key,
        "%s is %s but must %s; set it in the configuration file or with --set %s=…"
            .formatted(key, shown(value), rule, key));
  }

  static void atLeast(long minimum, String key, long value) {
    that(value >= minimum, key, value, "be at least " + minimum);
  }

  static void between(long minimum, long maximum, String key, long value) {
    atLeast(minimum, key, value);
    that(value <= maximum, key, value, "be at most %,d".formatted(maximum));
  }

  static void minibatchSize(String key, int value) {
    between(1, MOST_ROWS, key, value);
  }

  static void positive(String key, double value) {
    that(value > 0 && Double.isFinite(value), key, value, "be above 0 and finite");
  }

  static void notNegative(String key, double value) {
    that(value >= 0 && Double.isFinite(value), key, value, "be 0 or more and finite");
  }

  /** 0 ≤ value < 1. */
  static void fraction(String key, double value) {
    that(value >= 0 && value < 1, key, value, "be at least 0 and below 1");
  }

  static void probability(String key, double value) {
    that(value >= 0 && value <= 1, key, value, "be at least 0 and at most 1");
  }

  static void present(String key, Object value) {
    that(value != null, key, "not set", "be given");
  }

  static void path(String key, String value) {
    present(key, value);
    that(!value.isBlank(), key, "empty", "name a path");
    // The value itself stays out of the message too.
    that(
        !PASSWORD.matcher(value).find(),
        key,
        "not shown",
        "hold no password: it would stand in logs and stored configurations; give it to Hadoop, by a credential provider or core-site.xml");
  }

  private static String shown(Object value) {
    return value instanceof String text && !NO_VALUES.contains(text)
        ? '"' + text + '"'
        : String.valueOf(value);
  }
}
