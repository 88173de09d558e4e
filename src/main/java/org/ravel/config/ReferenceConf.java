package org.ravel.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The settings that exist: those of {@code reference.conf}, with their defaults and comments. */
final class ReferenceConf {
  /** Read once in a process: it takes longer to read than what a user writes. */
  private static final ReferenceConf LOADED =
      new ReferenceConf(ConfigFactory.parseResources(ReferenceConf.class, "/reference.conf"));

  private final Config config;
  private final Config resolved;
  private final Set<String> keys;

  private ReferenceConf(Config config) {
    this.config = config;
    this.resolved = config.resolve();
    this.keys = Collections.unmodifiableSet(keys(config.root()));
  }

  static ReferenceConf load() {
    return LOADED;
  }

  /** The defaults, with substitutions that are not resolved yet. */
  Config config() {
    return config;
  }

  /** The defaults, of which those that refer to others have their values. */
  Config resolved() {
    return resolved;
  }

  /** All settings; a group whose names are the user's is one of them. */
  Set<String> keys() {
    return keys;
  }

  /** Whether it is a setting, or a name of the user's in a group for such names. */
  boolean has(String key) {
    return keys.contains(key) || (isPath(key) && isInOpenGroup(key));
  }

  /** Whether there are settings below it. */
  boolean isGroup(String key) {
    return keys.stream().anyMatch(name -> name.startsWith(key + "."));
  }

  /** Whether it is below a group that is empty in reference.conf: the names are the user's. */
  private boolean isInOpenGroup(String key) {
    return keys.stream()
        .anyMatch(
            group -> key.startsWith(group + ".") && valueAt(config, group) instanceof ConfigObject);
  }

  /** Whether its value is a list: by its default, or because it is in a group of lists. */
  boolean isList(String key) {
    ConfigValue standard = valueAt(config, key);
    return standard instanceof ConfigList
        || (standard == null && SettingType.of(key) == SettingType.OTHER);
  }

  /** The setting, or group of settings, that is spelt most like a key. */
  String nearest(String key) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    Set<String> names = new TreeSet<>(keys);
    for (String name : keys) {
      for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
        names.add(name.substring(0, dot));
      }
    }
    return names.stream().min(Comparator.comparing(k -> distance.apply(key, k))).orElseThrow();
  }

  /** The paths of all leaves, those with the value null and substitutions included. */
  static Set<String> keys(ConfigObject object) {
    Set<String> keys = new TreeSet<>();
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      String name = ConfigUtil.joinPath(entry.getKey());
      if (entry.getValue() instanceof ConfigObject child && !child.isEmpty()) {
        keys(child).forEach(key -> keys.add(name + "." + key));
      } else {
        keys.add(name);
      }
    }
    return keys;
  }

  /** Whether a key can be read as names with dots between them. */
  static boolean isPath(String key) {
    try {
      return !ConfigUtil.splitPath(key).isEmpty();
    } catch (ConfigException e) {
      return false;
    }
  }

  /** What a configuration says at a key; null where it says nothing. */
  static ConfigValue valueAt(Config config, String key) {
    ConfigValue value = config.root();
    for (String name : ConfigUtil.splitPath(key)) {
      if (!(value instanceof ConfigObject group)) {
        return null;
      }
      value = group.get(name);
    }
    return value;
  }
}
