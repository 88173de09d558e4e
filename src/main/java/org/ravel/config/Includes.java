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
import java.io.File;
import java.net.URL;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ravel.error.ConfigurationException;

/**
 * Reads what a configuration file includes. A name is relative to the including file, wherever that
 * lies, and a file that is not there is refused, whether or not it is said to be required.
 */
final class Includes
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
  private static final Pattern ROOT = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:(?=/)(//[^/]*)?");
  private static final Pattern FOLDER = Pattern.compile(".*/");

  private final List<String> chain;
  private final UnaryOperator<String> texts;

  private Includes(List<String> chain, UnaryOperator<String> texts) {
    this.chain = chain;
    this.texts = texts;
  }

  /**
   * Parses a file and all that it includes.
   *
   * @param name where the text comes from
   * @param texts of included files, by name
   * @throws ConfigurationException if one of them is not HOCON
   */
  static Config parse(String name, String text, UnaryOperator<String> texts) {
    return new Includes(List.of(normal(name)), texts).parse(text);
  }

  private String file() {
    return chain.get(chain.size() - 1);
  }

  private Config parse(String text) {
    try {
      return ConfigFactory.parseString(
          text, ConfigParseOptions.defaults().setOriginDescription(file()).setIncluder(this));
    } catch (ConfigException e) {
      throw new ConfigurationException(
          "%s is not valid HOCON: %s".formatted(file(), e.getMessage()), e);
    }
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    String name = place(what);
    if (chain.contains(name)) {
      throw new ConfigurationException(
          "%s includes %s, which includes it: %s; leave one of the includes out"
              .formatted(file(), name, String.join(" -> ", with(name))));
    }
    return new Includes(with(name), texts).parse(text(what, name)).root();
  }

  private List<String> with(String name) {
    return Stream.concat(chain.stream(), Stream.of(name)).toList();
  }

  private String text(String what, String name) {
    try {
      return texts.apply(name);
    } catch (ConfigurationException e) {
      throw new ConfigurationException(
          "%s includes \"%s\": %s".formatted(file(), what, e.getMessage()), e);
    }
  }

  /** The name of what a name means in the file. */
  private String place(String what) {
    if (ROOT.matcher(what).lookingAt()) {
      return normal(what);
    }
    Matcher folder = (what.startsWith("/") ? ROOT : FOLDER).matcher(file());
    return normal(folder.lookingAt() ? folder.group() + what : what);
  }

  /** The name without a detour, which would hide that two names are those of the same file. */
  private static String normal(String name) {
    Matcher root = ROOT.matcher(name);
    String start = root.lookingAt() ? root.group() : "";
    String path = name.substring(start.length());
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      boolean known = !parts.isEmpty() && !parts.getLast().equals("..");
      if (part.equals("..") && known) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return start + (path.startsWith("/") ? "/" : "") + String.join("/", parts);
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return include(context, what.getPath());
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    throw refused("url", what.toString());
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    throw refused("classpath", what);
  }

  private ConfigurationException refused(String kind, String what) {
    return new ConfigurationException(
        "%s includes %s(\"%s\"), but only files can be included; write include \"NAME\", relative to this file, or with a URI of any Hadoop file system"
            .formatted(file(), kind, what));
  }
}
