package org.ravel.job;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A command in a process of its own, which may be stopped or killed. */
final class RavelProcess {
  private RavelProcess() {}

  /**
   * Starts a command.
   *
   * @param log takes what it prints
   * @param master Spark's
   * @param spark further settings of Spark
   */
  static Process start(Path log, String master, Map<String, String> spark, List<String> arguments)
      throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("-XX:+I"))
        .forEach(line::add);
    spark.forEach((key, value) -> line.add("-D" + key + "=" + value));
    line.addAll(
        List.of(
            "-Xmx1g",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dlog4j2.configurationFile=conf/log4j2.properties",
            "-Dspark.master=" + master,
            "-Dspark.ui.enabled=false",
            "-Dspark.driver.host=127.0.0.1",
            "-Dspark.driver.bindAddress=127.0.0.1",
            "-cp",
            System.getProperty("java.class.path"),
            "org.ravel.job.Main"));
    line.addAll(arguments);
    ProcessBuilder process = new ProcessBuilder(line);
    process.environment().put("OMP_NUM_THREADS", "1");
    return process.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }
}
