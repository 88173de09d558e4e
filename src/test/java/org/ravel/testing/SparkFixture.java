package org.ravel.testing;

import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session that the integration tests of a JVM share: starting one costs more than most
 * tests.
 */
public final class SparkFixture {
  private static SparkSession shared;

  private SparkFixture() {}

  /** The session on {@code local[2]}; nobody stops it but this class. */
  public static synchronized SparkSession session() {
    if (shared == null || shared.sparkContext().isStopped()) {
      shared = open("local[2]", Map.of());
    }
    return shared;
  }

  /**
   * Runs something in a session of its own, such as on another number of cores. The shared session
   * ends before: a JVM has one context at a time.
   */
  public static synchronized <T> T withSession(
      String master, Map<String, String> settings, Function<SparkSession, T> action) {
    if (shared != null) {
      shared.stop();
      shared = null;
    }
    SparkSession session = open(master, settings);
    try {
      return action.apply(session);
    } finally {
      session.stop();
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
