package org.ravel.spark;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import org.ravel.error.ConfigurationException;

/** Opens Spark sessions. Master and resources are the caller's choice, never set here. */
public final class Sessions {
  /**
   * The executors' environment: one native thread per task, since the tasks themselves use the
   * cores, and a locale in which Java can name every file.
   */
  private static final Map<String, String> EXECUTORS =
      Map.of(
          "OMP_NUM_THREADS", "1",
          "OPENBLAS_NUM_THREADS", "1",
          "ND4J_SKIP_BLAS_THREADS", "1",
          "LC_ALL", "C.UTF-8");

  /** Whether this process has opened one, which may be closed again. */
  private static volatile boolean opened;

  private Sessions() {}

  /** Hadoop's settings as spark-submit gave them, without a session. */
  public static Configuration hadoopConfiguration() {
    return BlockReportWait.shorten(SparkHadoopUtil.get().newConfiguration(new SparkConf()));
  }

  /**
   * The session of a command; what spark-submit or the cluster set stays as it is, but for {@link
   * OwnSettings}.
   *
   * @throws ConfigurationException if Spark refuses the settings
   */
  public static SparkSession open(String command) {
    SparkConf conf = new SparkConf();
    conf.setIfMissing("spark.app.name", "ravel " + command);
    // What is broadcast is parameters above all, which look like noise to a compressor.
    conf.setIfMissing("spark.broadcast.compress", "false");
    opened = true;
    EXECUTORS.forEach((name, value) -> conf.setIfMissing("spark.executorEnv." + name, value));
    OwnSettings.apply(conf);
    try {
      SparkSession session = SparkSession.builder().config(conf).getOrCreate();
      BlockReportWait.shorten(session.sparkContext().hadoopConfiguration());
      return session;
    } catch (Exception e) { // Spark throws checked exceptions that no signature mentions.
      throw RefusedSettings.explain(e);
    }
  }

  /** A session for tables, on which no SQL setting of the user has an influence. */
  public static SparkSession forTables(SparkSession session) {
    return OwnSettings.forTables(session);
  }

  /**
   * Opens a session and closes it, if there has been none and YARN wants one: in cluster mode it
   * takes an application for failed whose driver ends without, or works too long before it opens
   * one.
   */
  public static void satisfyYarn(String command) {
    if (!opened && isInYarnsClusterMode()) {
      // Nobody will do anything.
      System.setProperty("spark.executor.instances", "0");
      System.setProperty("spark.dynamicAllocation.enabled", "false");
      open(command).stop();
    }
  }

  /**
   * Whether this is a driver in YARN's cluster mode that has opened a session, so that it knows.
   */
  public static boolean isKnownToYarn() {
    return opened && isInYarnsClusterMode();
  }

  private static boolean isInYarnsClusterMode() {
    SparkConf conf = new SparkConf();
    return conf.get("spark.master", "").equals("yarn")
        && conf.get("spark.submit.deployMode", "client").equals("cluster");
  }
}
