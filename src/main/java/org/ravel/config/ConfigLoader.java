package org.ravel.config;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.ravel.error.ConfigurationException;
import org.ravel.error.RavelException;

/**
 * Puts the layers of the configuration together: {@code reference.conf}, a file above it, single
 * settings above both.
 */
public final class ConfigLoader {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          .build();

  private ConfigLoader() {}

  /**
   * A validated configuration and its text.
   *
   * @param values the typed settings
   * @param text every setting in HOCON, as stored beside each artefact
   */
  public record Loaded(RavelConfig values, String text) {}

  /**
   * Loads the defaults, {@code fileText} above them and {@code settings} above both.
   *
   * @param fileName where {@code fileText} comes from, for messages
   * @param fileText HOCON; empty for none
   * @param settings values by key; a list is written {@code [a, b]} or {@code a,b}
   * @throws ConfigurationException if a key is unknown, or a value has the wrong type or breaks a
   *     rule
   */
  public static Loaded load(String fileName, String fileText, Map<String, String> settings) {
    Config reference = ConfigFactory.parseResources(ConfigLoader.class, "/reference.conf");
    Config file = parse(fileName, fileText);
    Set<String> known = keys(reference.root());
    Set<String> given = keys(file.root());
    given.removeIf(key -> isGroup(key, known) && valueAt(file, key) instanceof ConfigObject);
    rejectUnknown(given, known, reference, fileName);
    rejectUnknown(settings.keySet(), known, reference, "--set");
    Config stacked = file.withFallback(reference);
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      ConfigValue standard = valueAt(reference, setting.getKey());
      // What has a name of the user's own is a list.
      boolean list = standard == null || standard instanceof ConfigList;
      stacked = stacked.withValue(setting.getKey(), settingValue(setting.getValue(), list));
    }
    Config effective = resolve(stacked, fileName);
    return new Loaded(bind(effective), render(effective));
  }

  private static Config parse(String fileName, String text) {
    try {
      return ConfigFactory.parseString(
          text, ConfigParseOptions.defaults().setOriginDescription(fileName));
    } catch (ConfigException e) {
      throw new ConfigurationException(
          "%s is not valid HOCON: %s".formatted(fileName, e.getMessage()), e);
    }
  }

  private static Config resolve(Config stacked, String fileName) {
    try {
      return stacked.resolve();
    } catch (ConfigException e) {
      throw new ConfigurationException(
          "a ${…} in %s cannot be resolved: %s".formatted(fileName, e.getMessage()), e);
    }
  }

  private static ConfigValue settingValue(String text, boolean list) {
    if (text.equals("null")) {
      return ConfigValueFactory.fromAnyRef(null);
    }
    if (!list) {
      return ConfigValueFactory.fromAnyRef(text);
    }
    if (text.startsWith("[{") || text.startsWith("{")) {
      return parse("--set", "list = " + text).getValue("list");
    }
    String items =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    return ConfigValueFactory.fromIterable(
        Arrays.stream(items.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList());
  }

  private static void rejectUnknown(
      Set<String> given, Set<String> known, Config reference, String origin) {
    for (String key : given) {
      if (isGroup(key, known)) {
        throw new ConfigurationException(
            "%s sets %s, which is a group of settings; set those in it, as in reference.conf"
                .formatted(origin, key));
      }
      if (!known.contains(key) && !isInOpenGroup(key, known, reference)) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        String nearest =
            known.stream().min(Comparator.comparing(k -> distance.apply(key, k))).orElseThrow();
        throw new ConfigurationException(
            "%s sets %s, which is no setting; did you mean %s? Every setting stands in reference.conf"
                .formatted(origin, key, nearest));
      }
    }
  }

  /** Whether settings stand below it. */
  private static boolean isGroup(String key, Set<String> known) {
    return known.stream().anyMatch(name -> name.startsWith(key + "."));
  }

  /** Whether it stands below a group that is empty in reference.conf: the names are the user's. */
  private static boolean isInOpenGroup(String key, Set<String> known, Config reference) {
    return known.stream()
        .anyMatch(
            group ->
                key.startsWith(group + ".") && valueAt(reference, group) instanceof ConfigObject);
  }

  /** The paths of all leaves, those with the value null and substitutions included. */
  private static Set<String> keys(ConfigObject object) {
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

  private static ConfigValue valueAt(Config config, String key) {
    ConfigValue value = config.root();
    for (String name : ConfigUtil.splitPath(key)) {
      value = ((ConfigObject) value).get(name);
    }
    return value;
  }

  private static RavelConfig bind(Config effective) {
    try {
      return MAPPER.convertValue(effective.root().unwrapped(), RavelConfig.class);
    } catch (IllegalArgumentException e) {
      throw explain(e);
    }
  }

  /** Jackson's exception as key, value, rule. */
  private static RavelException explain(IllegalArgumentException failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof RavelException ours) {
        return ours;
      }
    }
    if (failure.getCause() instanceof JsonMappingException mapping) {
      String key = key(mapping);
      if (mapping instanceof UnrecognizedPropertyException unknown) {
        return new ConfigurationException(
            "%s is no setting; what can stand there is %s, as in reference.conf"
                .formatted(key, known(unknown)));
      }
      if (mapping instanceof InvalidFormatException format) {
        return Require.violation(key, format.getValue(), rule(format.getTargetType()));
      }
      if (mapping instanceof MismatchedInputException mismatch) {
        return Require.violation(
            key, shortly(mismatch.getOriginalMessage()), rule(mismatch.getTargetType()));
      }
      return new ConfigurationException(
          "%s must %s".formatted(key, causeMessage(mapping)), failure);
    }
    return new ConfigurationException(
        "the configuration cannot be read: " + failure.getMessage(), failure);
  }

  private static String key(JsonMappingException mapping) {
    StringBuilder key = new StringBuilder();
    for (JsonMappingException.Reference step : mapping.getPath()) {
      if (step.getFieldName() == null) {
        key.append('[').append(step.getIndex()).append(']');
      } else {
        key.append(key.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return key.toString();
  }

  private static String known(UnrecognizedPropertyException unknown) {
    return unknown.getKnownPropertyIds().stream()
        .map(String::valueOf)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String shortly(String message) {
    return message.contains("null") ? "null" : "of another type";
  }

  private static String causeMessage(JsonMappingException mapping) {
    return mapping.getCause() == null
        ? mapping.getOriginalMessage()
        : mapping.getCause().getMessage();
  }

  private static String rule(Class<?> type) {
    if (type == null) {
      return "have the type it has in reference.conf";
    }
    if (type.isEnum()) {
      return "be " + ConfigNames.choices(type);
    }
    if (type == int.class || type == long.class || type == Long.class) {
      return "be a whole number" + (type == int.class ? " below 2^31" : "");
    }
    if (type == double.class || type == Double.class) {
      return "be a number";
    }
    if (type == boolean.class) {
      return "be true or false";
    }
    if (type.isRecord()) {
      return "be a group of settings, as in reference.conf";
    }
    return "have the type it has in reference.conf";
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
