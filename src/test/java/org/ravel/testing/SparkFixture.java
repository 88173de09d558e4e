package org.ravel.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session that the integration tests of a JVM share: starting one costs more than most
 * tests.
 */
public final class SparkFixture {
  private static SparkSession shared;

  private SparkFixture() {}

  /** The session on {@code local[2]}. */
  public static synchronized SparkSession session() {
    if (shared == null || shared.sparkContext().isStopped()) {
      shared = open("local[2]", Map.of());
    }
    return shared;
  }

  /** Stops the shared session, so that what opens one next has its own settings. */
  public static synchronized void stop() {
    if (shared != null) {
      shared.stop();
      shared = null;
    }
  }

  /**
   * Runs something in a session of its own, such as on another number of cores. The shared session
   * ends before: a JVM has one context at a time.
   */
  public static synchronized <T> T withSession(
      String master, Map<String, String> settings, Function<SparkSession, T> action) {
    stop();
    SparkSession session = open(master, settings);
    try {
      return action.apply(session);
    } finally {
      session.stop();
    }
  }

  /** Runs something on executors that are processes of their own, with one core each. */
  public static <T> T withExecutors(int executors, Function<SparkSession, T> action) {
    return withSession("local-cluster[%d,1,1024]".formatted(executors), executorSettings(), action);
  }

  /**
   * What a session needs whose executors are processes of their own.
   *
   * <p>Spark starts them from {@code SPARK_HOME}, which the build sets to a folder under {@code
   * target}; the jars of the class path are linked there.
   */
  public static Map<String, String> executorSettings() {
    String home = System.getenv("SPARK_HOME");
    if (home == null) {
      throw new IllegalStateException("SPARK_HOME and SPARK_SCALA_VERSION are set by the build");
    }
    return Map.of(
        // They live for seconds, and start for most of them.
        "spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "spark.executor.extraClassPath", linkJars(Path.of(home).resolve("jars")),
        "spark.executorEnv.OMP_NUM_THREADS", "1",
        "spark.executorEnv.OPENBLAS_NUM_THREADS", "1",
        "spark.executorEnv.ND4J_SKIP_BLAS_THREADS", "1");
  }

  /** Gives the class path's folders, which need no link. */
  private static String linkJars(Path into) {
    StringJoiner folders = new StringJoiner(File.pathSeparator);
    try {
      Files.createDirectories(into);
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        Path path = Path.of(entry).toAbsolutePath();
        Path link = into.resolve(path.getFileName());
        if (Files.isDirectory(path)) {
          folders.add(path.toString());
        } else if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
          link(link, path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folders.toString();
  }

  private static void link(Path link, Path target) throws IOException {
    try {
      Files.createSymbolicLink(link, target);
    } catch (FileAlreadyExistsException byAnotherProcess) {
      // Tests run in two processes.
    }
  }

  private static SparkSession open(String master, Map<String, String> settings) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .master(master)
            .appName("tests")
            .config("spark.ui.enabled", "false")
            .config("spark.log.level", "WARN")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2");
    settings.forEach(builder::config);
    return builder.getOrCreate();
  }
}
