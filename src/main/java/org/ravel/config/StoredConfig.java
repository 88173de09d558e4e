package org.ravel.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.File;
import java.math.BigDecimal;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.ravel.error.InputException;

/**
 * An effective configuration as it stands beside an artefact, in the form of {@link
 * ConfigLoader.Loaded#text}. It is read without being judged: another version, with other settings,
 * may have written it.
 */
public final class StoredConfig {
  /** A stored configuration has everything in it; what another file holds is none of its. */
  private static final ConfigParseOptions OPTIONS =
      ConfigParseOptions.defaults().setIncluder(new NothingIncluded());

  private final Map<String, String> settings;
  private final Config config;

  private StoredConfig(Config config) {
    this.config = config;
    this.settings = new TreeMap<>();
    collect("", config, settings);
  }

  /**
   * A setting that is not at its default.
   *
   * @param key its path
   * @param value what it is set to
   * @param standard the default in this version; null if this version has no such setting
   */
  public record Change(String key, String value, String standard) {}

  /**
   * Reads a configuration's text.
   *
   * @param owner the file or artefact, for the message
   * @throws InputException if it is no configuration
   */
  public static StoredConfig parse(Object owner, String text) {
    try {
      return new StoredConfig(ConfigFactory.parseString(text, OPTIONS));
    } catch (ConfigException e) {
      throw new InputException(
          "%s is not a configuration that Ravel stored: %s; restore it"
              .formatted(owner, e.getMessage()),
          e);
    }
  }

  /** The defaults of this version. */
  static Map<String, String> standard() {
    Map<String, String> standard = new TreeMap<>();
    collect("", ReferenceConf.load().resolved(), standard);
    return standard;
  }

  /** The settings by key, as text. */
  public Map<String, String> settings() {
    return Collections.unmodifiableMap(settings);
  }

  /** A setting's text; null if it is not set. */
  public String text(String key) {
    String value = settings.get(key);
    return "null".equals(value) ? null : value;
  }

  /** A setting that is a list of texts, or one of them by itself; empty if it is neither. */
  public List<String> texts(String key) {
    try {
      if (!config.hasPath(key)) {
        return List.of();
      }
      return config.getValue(key).valueType() == ConfigValueType.LIST
          ? config.getStringList(key)
          : List.of(config.getString(key));
    } catch (ConfigException e) {
      return List.of();
    }
  }

  /**
   * A setting that is one of some words; null if it is not set.
   *
   * @param type its constants are the words
   * @throws InputException if it is none of them: another version may have written it
   */
  public <E extends Enum<E>> E constant(String key, Class<E> type) {
    String text = text(key);
    return text == null
        ? null
        : ConfigNames.find(type, text.toLowerCase(Locale.ROOT))
            .orElseThrow(
                () ->
                    new InputException(
                        "%s is %s in a stored configuration, which this version does not know; use the version that wrote it"
                            .formatted(key, text)));
  }

  /** A setting that is a number; null if it is none. */
  public Double number(String key) {
    BigDecimal number = decimal(text(key));
    return number == null ? null : number.doubleValue();
  }

  /** A setting that is a whole number; null if it is none. */
  public Long wholeNumber(String key) {
    Double number = number(key);
    return number == null || number != Math.rint(number) ? null : Long.valueOf(number.longValue());
  }

  /** A setting that is true or false; null if it is neither. */
  public Boolean flag(String key) {
    String text = text(key);
    return "true".equals(text) ? Boolean.TRUE : "false".equals(text) ? Boolean.FALSE : null;
  }

  /**
   * The settings that differ from the defaults of this version, in the order of the keys. A default
   * that refers to another setting is what it would be with that setting as it is here.
   *
   * @param groups keys, or groups of keys, that are compared
   * @param except keys, or groups of keys, among them that are not
   */
  public List<Change> changes(List<String> groups, List<String> except) {
    Config reference = ReferenceConf.load().config();
    Map<String, String> standard = new TreeMap<>();
    collect("", reference.resolveWith(config.withFallback(reference).resolve()), standard);
    return settings.keySet().stream()
        .filter(key -> isIn(key, groups) && !isIn(key, except))
        .filter(key -> !isSame(settings.get(key), standard.get(key)))
        .map(key -> new Change(key, settings.get(key), standard.get(key)))
        .toList();
  }

  /** Whether a key is one of these, or in one of these groups. */
  static boolean isIn(String key, List<String> groups) {
    return groups.stream().anyMatch(group -> key.equals(group) || key.startsWith(group + "."));
  }

  /** Whether two values are the same: 1e-8 is 1.0E-8, whether it came from a file or from --set. */
  static boolean isSame(String a, String b) {
    if (a == null || b == null || a.equals(b)) {
      return a == null ? b == null : a.equals(b);
    }
    BigDecimal number = decimal(a);
    BigDecimal other = decimal(b);
    return number != null && other != null && number.compareTo(other) == 0;
  }

  private static BigDecimal decimal(String text) {
    try {
      return text == null ? null : new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static void collect(String prefix, Config config, Map<String, String> settings) {
    for (Map.Entry<String, ConfigValue> entry : config.root().entrySet()) {
      String key = prefix + ConfigUtil.joinPath(entry.getKey());
      if (entry.getValue() instanceof ConfigObject group) {
        collect(key + ".", group.toConfig(), settings);
      } else {
        settings.put(key, String.valueOf(entry.getValue().unwrapped()));
      }
    }
  }

  private static final class NothingIncluded
      implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
      return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
      return ConfigFactory.empty().root();
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
      return ConfigFactory.empty().root();
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
      return ConfigFactory.empty().root();
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
      return ConfigFactory.empty().root();
    }
  }
}
