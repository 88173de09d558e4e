package org.ravel.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.regex.Pattern;
import org.ravel.error.ConfigurationException;

/** The value of {@code --set key=value}: it gets the type that the setting has. */
final class SettingText {
  /** JSON's numbers. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private SettingText() {}

  /** A text that is no value of the setting's type stays text, which the validation refuses. */
  static ConfigValue parse(String key, String text, boolean list) {
    if (text.equals("null")) {
      return ConfigValueFactory.fromAnyRef(null);
    }
    if (list) {
      return list(text);
    }
    return switch (SettingType.of(key)) {
      case NUMBER -> NUMBER.matcher(text).matches() ? hocon(text) : string(text);
      case BOOLEAN -> text.equals("true") || text.equals("false") ? hocon(text) : string(text);
      case OTHER -> string(text);
    };
  }

  private static ConfigValue list(String text) {
    return ListText.isHocon(text)
        ? hocon(text)
        : ConfigValueFactory.fromIterable(ListText.items(text));
  }

  private static ConfigValue string(String text) {
    return ConfigValueFactory.fromAnyRef(text);
  }

  private static ConfigValue hocon(String text) {
    try {
      return ConfigFactory.parseString(
              "value = " + text, ConfigParseOptions.defaults().setOriginDescription("--set"))
          .getValue("value");
    } catch (ConfigException e) {
      throw new ConfigurationException("--set is not valid HOCON: " + e.getMessage(), e);
    }
  }
}
