package org.ravel.job;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.ravel.error.ConfigurationException;

/** The options of spark-submit that stand before a command, as far as they concern Ravel. */
final class SparkOptions {
  private static final String CONF = "--conf";

  /** Those of Spark 3.5 that take a value. */
  private static final Set<String> WITH_VALUE =
      Set.of(
          "--archives",
          "--class",
          CONF,
          "--deploy-mode",
          "--driver-class-path",
          "--driver-cores",
          "--driver-java-options",
          "--driver-library-path",
          "--driver-memory",
          "--exclude-packages",
          "--executor-cores",
          "--executor-memory",
          "--files",
          "--jars",
          "--keytab",
          "--kill",
          "--master",
          "--name",
          "--num-executors",
          "--packages",
          "--principal",
          "--properties-file",
          "--proxy-user",
          "--py-files",
          "--queue",
          "--remote",
          "--repositories",
          "--status",
          "--total-executor-cores");

  private static final Set<String> WITHOUT_VALUE =
      Set.of("--supervise", "--usage-error", "--verbose");

  private static final Map<String, String> SHORT = Map.of("-c", CONF, "-v", "--verbose");

  /** Below these, {@code --files} is divided and resolved by Spark. */
  private static final Set<String> FILE_PROPERTIES = Set.of("spark.files", "spark.yarn.dist.files");

  private final Map<String, String> environment;
  private final Map<String, String> values = new HashMap<>();
  private final Map<String, String> properties = new HashMap<>();

  /** Spark's default settings, under those that are given. */
  private SparkOptions(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Reads them as spark-submit does: what stands last counts.
   *
   * @param arguments before the command
   * @param environment of the process
   * @throws ConfigurationException if spark-submit has no such option, or it lacks its value
   */
  static SparkOptions of(List<String> arguments, Map<String, String> environment) {
    SparkOptions options = new SparkOptions(environment);
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int equals = argument.indexOf('=');
      String typed = equals < 0 ? argument : argument.substring(0, equals);
      String name = SHORT.getOrDefault(typed, typed);
      if (WITHOUT_VALUE.contains(name)) {
        options.values.put(name, "true");
      } else if (!WITH_VALUE.contains(name)) {
        throw unknown(name);
      } else if (equals >= 0) {
        options.add(name, argument.substring(equals + 1));
      } else if (i + 1 < arguments.size()) {
        i++;
        options.add(name, arguments.get(i));
      } else {
        throw new ConfigurationException(
            "%s is the last argument but needs a value, and a command behind it".formatted(name));
      }
    }
    options.addDefaults();
    return options;
  }

  private static ConfigurationException unknown(String name) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    String nearest =
        Stream.concat(WITH_VALUE.stream(), WITHOUT_VALUE.stream())
            .min(
                Comparator.comparingInt((String known) -> distance.apply(name, known))
                    .thenComparing(Comparator.naturalOrder()))
            .orElseThrow();
    String remedy =
        distance.apply(name, nearest) < 3
            ? "did you mean %s?".formatted(nearest)
            : "give an option of the command behind it, as in ravel COMMAND %s".formatted(name);
    return new ConfigurationException(
        "%s stands before the command, where the options of spark-submit stand, and is none of them; %s"
            .formatted(name, remedy));
  }

  private void add(String name, String value) {
    if (!name.equals(CONF)) {
      values.put(name, value);
      return;
    }
    int equals = value.indexOf('=');
    if (equals < 0) {
      throw new ConfigurationException(
          "--conf %s stands before the command, where --conf is spark-submit's and takes a setting of Spark as spark.key=value; give Ravel's configuration file behind the command, as in ravel COMMAND --conf %s"
              .formatted(value, value));
    }
    String key = value.substring(0, equals);
    if (!key.startsWith("spark.")) {
      throw new ConfigurationException(
          "--conf %s stands before the command, where --conf takes settings of Spark, whose names begin with spark.; give a setting of Ravel behind the command, as in ravel COMMAND --set %s"
              .formatted(value, value));
    }
    properties.put(key, value.substring(equals + 1));
  }

  private void addDefaults() {
    String home = environment.getOrDefault("SPARK_HOME", "");
    String folder = environment.getOrDefault("SPARK_CONF_DIR", home + "/conf");
    Path file = Path.of(values.getOrDefault("--properties-file", folder + "/spark-defaults.conf"));
    if (!Files.isReadable(file)) {
      return;
    }
    Properties defaults = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      defaults.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      // spark-submit will say so.
      return;
    }
    defaults.forEach(
        (key, value) -> properties.putIfAbsent((String) key, ((String) value).strip()));
  }

  /** Whether an application is asked for or ended, and none is started. */
  boolean concernAnotherApplication() {
    return values.containsKey("--status") || values.containsKey("--kill");
  }

  /** Whether the driver will run on the cluster. */
  boolean isClusterMode() {
    return values
        .getOrDefault("--deploy-mode", properties.getOrDefault("spark.submit.deployMode", "client"))
        .equals("cluster");
  }

  /** Whether the driver will run on YARN, and this process waits for its end. */
  boolean isAwaitedOnYarn() {
    String master =
        values.getOrDefault(
            "--master",
            properties.getOrDefault("spark.master", environment.getOrDefault("MASTER", "")));
    return isClusterMode()
        && master.equals("yarn")
        && !properties
            .getOrDefault("spark.yarn.submit.waitAppCompletion", "true")
            .equalsIgnoreCase("false");
  }

  /**
   * The local file that the driver will see under a name.
   *
   * @return empty if the name is that of a file elsewhere, or nobody knows
   * @throws ConfigurationException if the driver will see no such file
   */
  Optional<Path> localFile(String name) {
    if (name.startsWith("file:/")) {
      return Optional.of(Path.of(name.replaceFirst("^file:/+", "/"))).filter(Files::exists);
    }
    if (name.contains(":/")) {
      return Optional.empty();
    }
    Path local = Path.of(name);
    if (!isClusterMode()) {
      return Optional.of(local).filter(Files::exists);
    }
    List<String> sent = sentFiles();
    for (String file : sent) {
      String[] parts = file.replaceFirst("^file:/+", "/").split("#", 2);
      Path source = Path.of(parts[0]);
      String seen = parts.length > 1 ? parts[1] : String.valueOf(source.getFileName());
      if (seen.equals(name)) {
        return Optional.of(source).filter(Files::exists);
      }
    }
    boolean isPattern = sent.stream().anyMatch(file -> file.matches(".*[*?\\[{].*"));
    if (Files.exists(local) && !local.isAbsolute() && !isPattern) {
      throw new ConfigurationException(
          "%s, which the driver will not see in cluster mode; send it along with --files %s before the command, and name it %s behind it"
              .formatted(name, name, local.getFileName()));
    }
    return Optional.empty();
  }

  private List<String> sentFiles() {
    List<String> files = new ArrayList<>();
    Stream.concat(
            Stream.of(values.getOrDefault("--files", "")),
            FILE_PROPERTIES.stream().map(key -> properties.getOrDefault(key, "")))
        .flatMap(list -> Stream.of(list.split(",")))
        .map(String::strip)
        .filter(file -> !file.isEmpty())
        .forEach(files::add);
    return files;
  }
}
