package org.ravel.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.ravel.error.ConfigurationException;

/**
 * Puts the layers of the configuration together: {@code reference.conf}, a file above it, single
 * settings above both.
 */
public final class ConfigLoader {
  private final ReferenceConf reference = ReferenceConf.load();
  private final Problems problems = new Problems();
  private final String fileName;

  private ConfigLoader(String fileName) {
    this.fileName = fileName;
  }

  /**
   * A validated configuration and its text.
   *
   * @param values the typed settings
   * @param text every setting in HOCON, as stored beside each artefact
   */
  public record Loaded(RavelConfig values, String text) {}

  /** Loads a configuration that includes no other file. */
  public static Loaded load(String fileName, String fileText, Map<String, String> settings) {
    return load(
        fileName,
        fileText,
        name -> {
          throw new ConfigurationException("nothing can be included here; copy it into the file");
        },
        settings);
  }

  /**
   * Loads the defaults, {@code fileText} above them and {@code settings} above both.
   *
   * @param fileName where {@code fileText} comes from, for messages and for what it includes
   * @param fileText HOCON; empty for none
   * @param included texts of the files that it includes, by name; what it throws is thrown on
   * @param settings values by key; a list is written {@code [a, b]} or {@code a,b}, or in HOCON
   * @throws ConfigurationException that names all keys that are unknown, and all values that have
   *     the wrong type or break a rule
   */
  public static Loaded load(
      String fileName,
      String fileText,
      UnaryOperator<String> included,
      Map<String, String> settings) {
    return new ConfigLoader(fileName).load(Includes.parse(fileName, fileText, included), settings);
  }

  private Loaded load(Config file, Map<String, String> settings) {
    Set<String> given = ReferenceConf.keys(file.root());
    given.removeIf(
        key -> reference.isGroup(key) && ReferenceConf.valueAt(file, key) instanceof ConfigObject);
    Config stacked = file.withFallback(reference.config());
    for (String key : given) {
      if (!isSetting(key, origin(file, key))) {
        // The reference again, where a value stood in place of a group.
        stacked = stacked.withoutPath(key).withFallback(reference.config());
      }
    }
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      String key = setting.getKey();
      if (isSetting(key, "--set")) {
        stacked =
            stacked.withValue(
                key, SettingText.parse(key, setting.getValue(), reference.isList(key)));
      }
    }
    Config effective = resolve(stacked);
    RavelConfig values = new ConfigBinding(reference.resolved()).bind(effective, problems);
    return new Loaded(values, render(effective));
  }

  /** The file that sets a key: this one, or one that it includes. */
  private String origin(Config file, String key) {
    ConfigOrigin origin = ReferenceConf.valueAt(file, key).origin();
    String line = ": " + origin.lineNumber();
    String described = origin.description();
    return described.endsWith(line)
        ? described.substring(0, described.length() - line.length())
        : fileName;
  }

  private Config resolve(Config stacked) {
    try {
      return stacked.resolve();
    } catch (ConfigException e) {
      problems.add(
          new ConfigurationException(
              "a ${…} in %s cannot be resolved: %s".formatted(fileName, e.getMessage()), e));
      problems.throwIfAny();
      throw e;
    }
  }

  private boolean isSetting(String key, String origin) {
    if (reference.isGroup(key)) {
      problems.add(
          "%s sets %s, which is a group of settings; set those in it, as in reference.conf"
              .formatted(origin, key));
      return false;
    }
    if (!reference.has(key)) {
      problems.add(
          "%s sets %s, which is no setting; did you mean %s? ravel settings prints every setting"
              .formatted(origin, key, reference.nearest(key)));
      return false;
    }
    return true;
  }

  private static String render(Config effective) {
    return effective
        .root()
        .render(
            ConfigRenderOptions.defaults()
                .setOriginComments(false)
                .setComments(false)
                .setJson(false));
  }
}
