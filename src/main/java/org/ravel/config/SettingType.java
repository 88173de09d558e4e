package org.ravel.config;

import com.typesafe.config.ConfigUtil;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What kind of value a setting takes, as the records of this package declare it. */
enum SettingType {
  NUMBER,
  BOOLEAN,
  OTHER;

  /** Of a setting; of one that no record declares, {@link #OTHER}. */
  static SettingType of(String key) {
    Type type = RavelConfig.class;
    for (String name : ConfigUtil.splitPath(key)) {
      Optional<Type> next = below(type, name);
      if (next.isEmpty()) {
        return OTHER;
      }
      type = next.get();
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

  private static Optional<Type> below(Type type, String name) {
    // The names in a map are the user's.
    if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
      return Optional.of(generic.getActualTypeArguments()[1]);
    }
    return type instanceof Class<?> group && group.isRecord()
        ? Arrays.stream(group.getRecordComponents())
            .filter(component -> kebab(component.getName()).equals(name))
            .findFirst()
            .map(RecordComponent::getGenericType)
        : Optional.empty();
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
