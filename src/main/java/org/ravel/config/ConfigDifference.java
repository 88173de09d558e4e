package org.ravel.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The settings in which two configurations differ. */
public final class ConfigDifference {
  private ConfigDifference() {}

  /**
   * Compares two effective configurations, as {@link ConfigLoader.Loaded#text} has them. A setting
   * that the version of the one before did not have yet is taken to have had its default.
   *
   * @param groups keys, or groups of keys, that are compared
   * @param except keys, or groups of keys, among them that are not
   * @return each setting that differs as {@code key (before → after)}, in the order of the keys
   */
  public static List<String> between(
      String before, String after, List<String> groups, List<String> except) {
    Map<String, String> old =
        new TreeMap<>(StoredConfig.parse("the configuration before", before).settings());
    StoredConfig.standard().forEach(old::putIfAbsent);
    Map<String, String> now = StoredConfig.parse("the configuration", after).settings();
    Map<String, String> all = new TreeMap<>(old);
    all.putAll(now);
    return all.keySet().stream()
        .filter(key -> StoredConfig.isIn(key, groups) && !StoredConfig.isIn(key, except))
        .filter(key -> !StoredConfig.isSame(old.get(key), now.get(key)))
        .map(key -> "%s (%s → %s)".formatted(key, old.get(key), now.get(key)))
        .toList();
  }
}
