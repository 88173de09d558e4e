package org.ravel.registry;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ravel.config.RegistryConfig;
import org.ravel.error.ConfigurationException;

/**
 * A model's place in a registry: {@code registry://name} for the champion, {@code
 * registry://name/7} for a version.
 *
 * @param registry its name
 * @param version empty for the champion
 */
public record ModelReference(String registry, OptionalInt version) {
  private static final String SCHEME = "registry:";

  private static final Pattern PATTERN =
      Pattern.compile(SCHEME + "//(" + RegistryConfig.NAME_RULE + ")(?:/0*([1-9][0-9]{0,8}))?/?");

  /** A version. */
  public static ModelReference of(String registry, int version) {
    return new ModelReference(registry, OptionalInt.of(version));
  }

  /** Whether a model's path is one, well written or not. */
  public static boolean matches(String path) {
    return path.startsWith(SCHEME);
  }

  /**
   * Reads one.
   *
   * @param key the setting that holds it, for the message
   * @throws ConfigurationException if it is not well written
   */
  public static ModelReference parse(String key, String text) {
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      throw new ConfigurationException(
          "%s is %s but must be registry://NAME or registry://NAME/VERSION, such as registry://default/7; mend it"
              .formatted(key, text));
    }
    return new ModelReference(
        matcher.group(1),
        matcher.group(2) == null
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(matcher.group(2))));
  }

  @Override
  public String toString() {
    return SCHEME + "//" + registry + (version.isPresent() ? "/" + version.getAsInt() : "");
  }
}
