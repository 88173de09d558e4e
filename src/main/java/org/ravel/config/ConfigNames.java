package org.ravel.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How enum constants are written in the configuration: lower case, hyphens for underscores. */
public final class ConfigNames {
  private ConfigNames() {}

  /** The constant as it is written in the configuration. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The constant that is written so in the configuration; empty if the enum has none. */
  public static <E extends Enum<E>> Optional<E> find(Class<E> type, String name) {
    return Arrays.stream(type.getEnumConstants()).filter(c -> of(c).equals(name)).findFirst();
  }

  /** All constants of an enum, for a message: {@code "one of a, b, c"}. */
  public static String choices(Class<?> type) {
    return oneOf(Arrays.stream(type.getEnumConstants()).<Enum<?>>map(c -> (Enum<?>) c).toList());
  }

  /** Constants, for a message: {@code "a, b or c"}. */
  public static String or(List<? extends Enum<?>> constants) {
    int last = constants.size() - 1;
    String before =
        constants.stream().limit(last).map(ConfigNames::of).collect(Collectors.joining(", "));
    return before + (last == 0 ? "" : " or ") + of(constants.get(last));
  }

  /** Constants, for a message: the only one, or {@code "one of a, b, c"}. */
  static String oneOf(List<? extends Enum<?>> constants) {
    return constants.stream()
        .map(ConfigNames::of)
        .collect(Collectors.joining(", ", constants.size() == 1 ? "" : "one of ", ""));
  }
}
