package org.ravel.spark;

import java.util.List;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.internal.SQLConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of Spark that Ravel decides itself, whatever a cluster's {@code spark-defaults.conf}
 * says: with others a command would fail, or read and write other rows.
 */
final class OwnSettings {
  private static final Logger LOG = LoggerFactory.getLogger(OwnSettings.class);
  private static final String SQL = "spark.sql.";

  private static final List<Own> CORE =
      List.of(
          new Own(
              "spark.serializer",
              "org.apache.spark.serializer.JavaSerializer",
              "Spark's Kryo cannot make Java's records"),
          new Own(
              SQL + "catalogImplementation",
              "in-memory",
              "Ravel reads files, no tables of a Hive"));

  /** All that rows depend on, beyond Spark's defaults. */
  private static final List<Own> TABLES =
      List.of(
          new Own(SQL + "caseSensitive", "true", "columns may differ in case alone"),
          new Own(SQL + "session.timeZone", "UTC", "places differ in their time zones"),
          new Own(SQL + "datetime.java8API.enabled", "true", "java.sql's calendar lacks days"),
          new Own(SQL + "parquet.outputTimestampType", "TIMESTAMP_MICROS", "INT96 is deprecated"),
          new Own(SQL + "parquet.datetimeRebaseModeInWrite", "CORRECTED", "a date stays as it is"));

  /** How the user's own files were written; Spark asks where it cannot tell. */
  private static final Set<String> OF_FILES =
      Set.of(SQL + "parquet.datetimeRebaseModeInRead", SQL + "parquet.int96RebaseModeInRead");

  private record Own(String key, String value, String why) {}

  private OwnSettings() {}

  /** Sets what a session needs, and says what of the user's it replaces. */
  static void apply(SparkConf conf) {
    for (Own own : CORE) {
      String users = conf.get(own.key(), own.value());
      if (!users.equals(own.value())) {
        LOG.info("{}={} is not used: {}", own.key(), users, own.why());
      }
      conf.set(own.key(), own.value());
    }
  }

  /**
   * A session for tables, on the same executors. Nothing that the user set for SQL holds in it, so
   * that no such setting, known today or not, changes what is read or written. A few settings
   * belong to the application and stay, such as extensions.
   */
  static SparkSession forTables(SparkSession session) {
    SparkSession own = session.newSession();
    scala.collection.Iterator<String> keys = own.conf().getAll().keysIterator();
    while (keys.hasNext()) {
      String key = keys.next();
      if (key.startsWith(SQL) && !OF_FILES.contains(key) && !SQLConf.isStaticConfigKey(key)) {
        own.conf().unset(key);
      }
    }
    TABLES.forEach(setting -> own.conf().set(setting.key(), setting.value()));
    return own;
  }
}
