package org.ravel.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.error.ConfigurationException;
import org.ravel.testing.SparkFixture;

class SessionsIT {

  @ParameterizedTest
  @CsvSource({
    "spark.executor.memory, abc, Size must be specified as bytes",
    "spark.executor.memory, 10m, must be at least 471859200",
    "spark.task.cpus, 5, has to be >= the number of cpus per task = 5",
    "spark.eventLog.dir, /nowhere/at/all, /nowhere/at/all does not exist",
    "spark.plugins, no.such.Plugin, there is no class no.such.Plugin",
    "spark.master, elsewhere, Could not parse Master URL: 'elsewhere'",
  })
  void settingsThatSparkRefusesAreTheUsers(String key, String value, String reason) {
    Map<String, String> settings =
        Map.of(
            "spark.master", "local[2]",
            "spark.ui.enabled", "false",
            "spark.driver.host", "127.0.0.1",
            "spark.eventLog.enabled", Boolean.toString(key.startsWith("spark.eventLog")));
    Throwable failure =
        with(settings, () -> with(Map.of(key, value), () -> catchThrowable(SessionsIT::open)));
    assertThat(failure)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("Spark does not start: ")
        .hasMessageContaining(reason)
        .hasMessageEndingWith("give another with --conf KEY=VALUE before the command");
  }

  @Test
  void whatSparkDoesNotStartForOnAClusterIsNoMatterOfSettings() {
    RuntimeException failure = new IllegalStateException("the network is unreachable");
    assertThat(RefusedSettings.explain(failure)).isSameAs(failure);
  }

  @Test
  void aUsersSerializerIsReplaced() {
    SparkConf conf = new SparkConf(false).set("spark.serializer", "a.Users");
    OwnSettings.apply(conf);
    assertThat(conf.get("spark.serializer"))
        .isEqualTo("org.apache.spark.serializer.JavaSerializer");
  }

  @Test
  void noUsersSettingOfSqlHoldsForTables() {
    Map<String, String> users =
        Map.of(
            "spark.sql.ansi.enabled", "true",
            "spark.sql.files.ignoreCorruptFiles", "true",
            "spark.sql.caseSensitive", "false",
            "spark.sql.extensions", "no.such.Extension",
            // The name that a setting had in an earlier version holds as well.
            "spark.sql.legacy.parquet.datetimeRebaseModeInWrite", "LEGACY");
    SparkFixture.withSession(
        "local[1]",
        users,
        session -> {
          assertThat(session.conf().get("spark.sql.ansi.enabled")).isEqualTo("true");
          SparkSession own = Sessions.forTables(session);
          assertThat(own.conf().get("spark.sql.ansi.enabled")).isEqualTo("false");
          assertThat(own.conf().get("spark.sql.files.ignoreCorruptFiles")).isEqualTo("false");
          assertThat(own.conf().get("spark.sql.caseSensitive")).isEqualTo("true");
          assertThat(own.conf().get("spark.sql.session.timeZone")).isEqualTo("UTC");
          assertThat(own.conf().get("spark.sql.parquet.datetimeRebaseModeInWrite"))
              .isEqualTo("CORRECTED");
          return null;
        });
  }

  private static void open() {
    Sessions.open("test").stop();
  }

  /** Settings as spark-submit gives them. */
  private static <T> T with(Map<String, String> settings, Supplier<T> action) {
    Map<String, String> before = new HashMap<>();
    settings.forEach((key, value) -> before.put(key, System.setProperty(key, value)));
    SparkFixture.stop();
    try {
      return action.get();
    } finally {
      before.forEach(
          (key, value) -> {
            if (value == null) {
              System.clearProperty(key);
            } else {
              System.setProperty(key, value);
            }
          });
    }
  }
}
