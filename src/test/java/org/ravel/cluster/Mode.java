package org.ravel.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where a command runs, and where its driver does. */
enum Mode {
  LOCAL,
  STANDALONE_CLIENT,
  STANDALONE_CLUSTER,
  YARN_CLIENT,
  YARN_CLUSTER;

  /** spark-submit's options: two executors with a core each. */
  List<String> options(Daemons daemons) {
    List<String> options = new ArrayList<>();
    switch (this) {
      case LOCAL -> options.addAll(List.of("--master", "local[2]"));
      case STANDALONE_CLIENT, STANDALONE_CLUSTER ->
          options.addAll(
              List.of(
                  "--master",
                  daemons.sparkMaster(),
                  "--total-executor-cores",
                  "2",
                  "--executor-cores",
                  "1"));
      case YARN_CLIENT, YARN_CLUSTER ->
          options.addAll(
              List.of("--master", "yarn", "--num-executors", "2", "--executor-cores", "1"));
    }
    if (this == STANDALONE_CLUSTER) {
      // Or spark-submit would end when the driver begins.
      options.addAll(List.of("--conf", "spark.standalone.submit.waitAppCompletion=true"));
    }
    if (driverIsOnTheCluster()) {
      options.addAll(List.of("--deploy-mode", "cluster"));
    }
    return options;
  }

  /** Where the application jar is: for all to take from HDFS, or at hand on the only machine. */
  String jar(Daemons daemons) {
    return switch (this) {
      case LOCAL, STANDALONE_CLIENT -> localJar();
      case STANDALONE_CLUSTER, YARN_CLIENT, YARN_CLUSTER -> daemons.uri(Corpus.JAR);
    };
  }

  /** The application jar at hand, which no submission copies to HDFS or fetches from there. */
  static String localJar() {
    return "local:" + Path.of("target/ravel.jar").toAbsolutePath();
  }

  boolean driverIsOnTheCluster() {
    return this == STANDALONE_CLUSTER || this == YARN_CLUSTER;
  }
}
