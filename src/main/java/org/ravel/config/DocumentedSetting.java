package org.ravel.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.ravel.error.ConfigurationException;

/**
 * A setting, or a group of settings, as {@code reference.conf} documents it.
 *
 * @param key its path
 * @param comment what is written above it, a line each
 * @param standard its default in HOCON; null for a group
 * @param effective its value in HOCON; null for a group
 */
public record DocumentedSetting(
    String key, List<String> comment, String standard, String effective) {

  /** Whether settings follow that belong to it. */
  public boolean isGroup() {
    return standard == null;
  }

  /** Whether the value is another one than the default. */
  public boolean isChanged() {
    return !isGroup() && !standard.equals(effective);
  }

  /**
   * The settings below a prefix, each group before what is in it, in the order of the file.
   *
   * @param effective the configuration, as {@link ConfigLoader.Loaded#text} has it
   * @param prefix a setting or a group; empty for all
   * @throws ConfigurationException if there is no such setting or group
   */
  public static List<DocumentedSetting> below(String prefix, String effective) {
    ReferenceConf reference = ReferenceConf.load();
    Config defaults = reference.config().resolve();
    Config now = ConfigFactory.parseString(effective);
    List<DocumentedSetting> settings = new ArrayList<>();
    collect("", reference.config().root(), defaults, now, settings);
    settings.removeIf(setting -> !isBelow(setting.key(), prefix) && !setting.holds(prefix, now));
    if (settings.isEmpty()) {
      throw new ConfigurationException(
          "%s is no setting and no group of settings; did you mean %s?"
              .formatted(prefix, reference.nearest(prefix)));
    }
    return settings;
  }

  /** Whether a path leads to a value inside the setting's: a setting may be a map with any keys. */
  private boolean holds(String path, Config now) {
    return !isGroup() && isBelow(path, key) && now.hasPathOrNull(path);
  }

  private static void collect(
      String path, ConfigObject group, Config defaults, Config now, List<DocumentedSetting> to) {
    List<Map.Entry<String, ConfigValue>> entries = new ArrayList<>(group.entrySet());
    // The parser keeps no order.
    entries.sort(Comparator.comparing(entry -> line(entry.getValue())));
    for (Map.Entry<String, ConfigValue> entry : entries) {
      String key = path + ConfigUtil.joinPath(entry.getKey());
      List<String> comment =
          entry.getValue().origin().comments().stream()
              .map(line -> line.replaceFirst("^ ", "").stripTrailing())
              .toList();
      if (entry.getValue() instanceof ConfigObject inner && !inner.isEmpty()) {
        to.add(new DocumentedSetting(key, comment, null, null));
        collect(key + ".", inner, defaults, now, to);
      } else {
        to.add(new DocumentedSetting(key, comment, rendered(defaults, key), rendered(now, key)));
      }
    }
  }

  private static int line(ConfigValue value) {
    return value.origin().lineNumber();
  }

  private static String rendered(Config config, String key) {
    return ReferenceConf.valueAt(config, key)
        .render(ConfigRenderOptions.concise().setJson(false).setFormatted(false));
  }

  private static boolean isBelow(String key, String prefix) {
    return prefix.isEmpty() || key.equals(prefix) || key.startsWith(prefix + ".");
  }
}
