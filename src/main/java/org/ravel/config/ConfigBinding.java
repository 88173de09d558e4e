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
import com.typesafe.config.ConfigValue;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.ravel.error.ConfigurationException;
import org.ravel.error.RavelException;

/** Makes records of a configuration, and finds all values that do not fit. */
final class ConfigBinding {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          .build();

  private final Config defaults;

  /**
   * A binding.
   *
   * @param defaults resolved; they fit
   */
  ConfigBinding(Config defaults) {
    this.defaults = defaults;
  }

  /**
   * Binds a configuration. A value that does not fit becomes a problem, and its default takes its
   * place, until the rest has been looked at.
   *
   * @throws ConfigurationException if there are problems, these or earlier ones
   */
  RavelConfig bind(Config config, Problems problems) {
    Config rest = config;
    Set<String> aside = new HashSet<>();
    while (true) {
      try {
        RavelConfig bound = MAPPER.convertValue(rest.root().unwrapped(), RavelConfig.class);
        problems.throwIfAny();
        return bound;
      } catch (IllegalArgumentException e) {
        SettingException problem = explain(e, rest);
        // A rule about a setting that has its default for the time being is no fault of the user's.
        if (aside.stream().noneMatch(problem.getMessage()::contains)) {
          problems.add(problem);
        }
        // The whole list, for a key within one.
        String setting = problem.key().replaceAll("\\[.*", "");
        if (!ReferenceConf.isPath(setting) || !aside.add(setting)) {
          problems.throwIfAny();
          throw problem;
        }
        rest = withDefault(rest, setting);
      }
    }
  }

  private Config withDefault(Config config, String setting) {
    ConfigValue standard = ReferenceConf.valueAt(defaults, setting);
    return standard == null ? config.withoutPath(setting) : config.withValue(setting, standard);
  }

  /** Jackson's exception as key, value, rule. */
  private static SettingException explain(IllegalArgumentException failure, Config config) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SettingException ours) {
        return ours;
      }
      if (t instanceof RavelException other) {
        throw other;
      }
    }
    if (!(failure.getCause() instanceof JsonMappingException mapping)) {
      throw new ConfigurationException(
          "the configuration cannot be read: " + failure.getMessage(), failure);
    }
    String key = key(mapping);
    if (mapping instanceof UnrecognizedPropertyException unknown) {
      return new SettingException(
          key,
          "%s is no setting; what can stand there is %s, as in reference.conf"
              .formatted(key, known(unknown)));
    }
    if (mapping instanceof InvalidFormatException format) {
      return Require.violation(key, format.getValue(), rule(format.getTargetType()));
    }
    if (mapping instanceof MismatchedInputException mismatch) {
      return Require.violation(key, value(config, key), rule(mismatch.getTargetType()));
    }
    return new SettingException(key, "%s must %s".formatted(key, causeMessage(mapping)));
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

  private static Object value(Config config, String key) {
    ConfigValue value = key.contains("[") ? null : ReferenceConf.valueAt(config, key);
    return value == null ? "of another type" : value.unwrapped();
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
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      return "be a whole number"
          + (type == int.class || type == Integer.class ? " below 2^31" : "");
    }
    if (type == double.class || type == Double.class) {
      return "be a number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "be true or false";
    }
    if (type.isRecord()) {
      return "be a group of settings, as in reference.conf";
    }
    return "have the type it has in reference.conf";
  }
}
