package org.ravel.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * What settings must be because of another one.
 *
 * @param other that one with its value, such as {@code task = translation}
 */
record Condition(String other) {

  static Condition task(Task task) {
    return new Condition("task = " + ConfigNames.of(task));
  }

  /** The same with a reason behind it, such as {@code which has none}. */
  Condition because(String why) {
    return new Condition(other + ", " + why);
  }

  void requireFalse(String key, boolean value) {
    require(!value, key, value, "be false");
  }

  void requireZero(String key, double value) {
    require(value == 0, key, value, "be 0");
  }

  void requireNull(String key, Object value) {
    require(value == null, key, value, "be null");
  }

  void requireEmpty(String key, Collection<?> value) {
    require(value.isEmpty(), key, value, "be empty");
  }

  <E extends Enum<E>> void requireOnly(E only, String key, E value) {
    require(value == only, key, ConfigNames.of(value), "be " + ConfigNames.of(only));
  }

  /** One of some values. */
  <E extends Enum<E>> void requireOneOf(List<E> allowed, String key, E value) {
    require(allowed.contains(value), key, ConfigNames.of(value), "be " + ConfigNames.or(allowed));
  }

  /** Any value but one. */
  <E extends Enum<E>> void requireNot(E refused, String key, E value) {
    requireOneOf(
        Arrays.stream(refused.getDeclaringClass().getEnumConstants())
            .filter(constant -> constant != refused)
            .toList(),
        key,
        value);
  }

  /**
   * Any rule.
   *
   * @param rule such as {@code be false}
   */
  void require(boolean holds, String key, Object value, String rule) {
    Require.that(holds, key, value, "%s with %s".formatted(rule, other));
  }
}
