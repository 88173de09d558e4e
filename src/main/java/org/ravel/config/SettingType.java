package org.ravel.config;

import com.typesafe.config.ConfigUtil;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What kind of value a setting takes, as the records of this package declare it. */
enum SettingType {
  NUMBER,
  BOOLEAN,
  OTHER;

  /** Of a setting; of one that no record declares, {@link #OTHER}. */
  static SettingType of(String key) {
    Class<?> type = RavelConfig.class;
    for (String name : ConfigUtil.splitPath(key)) {
      Optional<Class<?>> component = component(type, name);
      if (component.isEmpty()) {
        return OTHER;
      }
      type = component.get();
    }
    if (type == boolean.class) {
      return BOOLEAN;
    }
    boolean number =
        type == int.class
            || type == long.class
            || type == double.class
            || type == Long.class
            || type == Double.class;
    return number ? NUMBER : OTHER;
  }

  private static Optional<Class<?>> component(Class<?> type, String name) {
    return type.isRecord()
        ? Arrays.stream(type.getRecordComponents())
            .filter(component -> kebab(component.getName()).equals(name))
            .findFirst()
            .map(RecordComponent::getType)
        : Optional.empty();
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
