package org.ravel.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The settings in which two configurations differ. */
public final class ConfigDifference {
  private ConfigDifference() {}

  /**
   * Compares two effective configurations, as {@link ConfigLoader.Loaded#text} has them.
   *
   * @param groups keys, or groups of keys, that are compared
   * @param except keys, or groups of keys, among them that are not
   * @return each setting that differs as {@code key (before → after)}, in the order of the keys
   */
  public static List<String> between(
      String before, String after, List<String> groups, List<String> except) {
    Map<String, Object> old = settings(before);
    Map<String, Object> now = settings(after);
    Map<String, Object> all = new TreeMap<>(old);
    all.putAll(now);
    return all.keySet().stream()
        .filter(key -> isIn(key, groups) && !isIn(key, except))
        .filter(key -> !Objects.equals(old.get(key), now.get(key)))
        .map(key -> "%s (%s → %s)".formatted(key, old.get(key), now.get(key)))
        .toList();
  }

  private static boolean isIn(String key, List<String> groups) {
    return groups.stream().anyMatch(group -> key.equals(group) || key.startsWith(group + "."));
  }

  private static Map<String, Object> settings(String text) {
    Map<String, Object> settings = new TreeMap<>();
    collect("", ConfigFactory.parseString(text), settings);
    return settings;
  }

  private static void collect(String prefix, Config config, Map<String, Object> settings) {
    for (Map.Entry<String, ConfigValue> entry : config.root().entrySet()) {
      String key = prefix + ConfigUtil.joinPath(entry.getKey());
      if (entry.getValue() instanceof ConfigObject group) {
        collect(key + ".", group.toConfig(), settings);
      } else {
        settings.put(key, text(entry.getValue().unwrapped()));
      }
    }
  }

  /** Numbers in one form: they may have been stored as text, and 1e-3 is 0.001. */
  private static String text(Object value) {
    String text = String.valueOf(value);
    try {
      return new BigDecimal(text).stripTrailingZeros().toPlainString();
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
