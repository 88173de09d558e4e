package org.ravel.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/** The processes that {@code jobs/cluster up} starts, in a folder of their own under target. */
final class Daemons implements CloseableResource {
  /** Ports that the script takes, from the first one on. */
  private static final int PORTS = 60;

  private static final Pattern EXPORT = Pattern.compile("(\\w+)=(?:'([^']*)'|(\\S+))");

  private final boolean secure;
  private final Path folder;
  private final int port;
  private final Map<String, String> environment;

  private Daemons(boolean secure) {
    this.secure = secure;
    this.folder = Path.of("target/cluster/" + (secure ? "it-secure" : "it")).toAbsolutePath();
    this.port = freePorts();
    // What an earlier run left that was killed.
    script("down");
    FileUtil.fullyDelete(folder.toFile());
    up();
    this.environment = exports(script("env"));
  }

  /** Daemons without security: HDFS, YARN, a standalone master, the history server. */
  static Daemons plain() {
    return new Daemons(false);
  }

  /** HDFS, YARN and the history server with Kerberos. */
  static Daemons secure() {
    return new Daemons(true);
  }

  /** Starts what does not run, and waits until it is ready. */
  void up() {
    script("up");
  }

  @Override
  public void close() {
    script("down");
  }

  /** A path on HDFS, with its scheme and authority. */
  String uri(String absolutePath) {
    return "hdfs://localhost:%d%s".formatted(port, absolutePath);
  }

  /** HDFS as the user who runs the tests; not the secure one. */
  DistributedFileSystem fileSystem() {
    Configuration hadoop = new Configuration();
    // The NameNode may be another process than at the last call.
    hadoop.setBoolean("dfs.client.retry.policy.enabled", true);
    hadoop.set("dfs.client.retry.policy.spec", "200,300");
    try {
      return (DistributedFileSystem) new org.apache.hadoop.fs.Path(uri("/")).getFileSystem(hadoop);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file system's shell, as HDFS's superuser. */
  String shell(String... arguments) {
    List<String> all = new ArrayList<>(List.of("fs"));
    if (secure) {
      all.add("--secure");
    }
    all.addAll(List.of(arguments));
    return run(all);
  }

  String sparkMaster() {
    return "spark://127.0.0.1:" + (port + 40);
  }

  URI sparkMasterPages() {
    return URI.create("http://127.0.0.1:" + (port + 41));
  }

  URI resourceManagerPages() {
    return URI.create("http://localhost:" + (port + 21));
  }

  URI historyServer() {
    return URI.create("http://127.0.0.1:" + (port + 49));
  }

  /** A port that the daemons leave free: for the pages of a driver that runs beside them. */
  int driverPagesPort() {
    return port + PORTS - 1;
  }

  /** Of the services and of the user {@code ravel}. */
  Path keytab() {
    return folder.resolve("kdc/keytab");
  }

  /** Where a daemon keeps its data. */
  Path data(String name) {
    return folder.resolve("data").resolve(name);
  }

  /** What spark-submit needs in its environment. */
  Map<String, String> environment() {
    return environment;
  }

  /** A daemon's process, by its name in the script. */
  ProcessHandle process(String name) {
    try {
      long pid = Long.parseLong(Files.readString(folder.resolve("run/" + name + ".pid")).strip());
      return ProcessHandle.of(pid)
          .orElseThrow(() -> new AssertionError("%s does not run".formatted(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What this machine says of OpenBLAS does not reach every container, and changes the bits. */
  static void forgetBlas(ProcessBuilder builder) {
    builder.environment().keySet().removeIf(name -> name.startsWith("OPENBLAS_"));
  }

  private String script(String action) {
    return run(secure ? List.of(action, "--secure") : List.of(action));
  }

  private String run(List<String> arguments) {
    List<String> line = new ArrayList<>(List.of("bash", "jobs/cluster"));
    line.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("RAVEL_CLUSTER", folder.toString());
    builder.environment().put("RAVEL_CLUSTER_PORT", Integer.toString(port));
    // Failsafe sets it for executors that the tests themselves start.
    builder.environment().remove("SPARK_HOME");
    forgetBlas(builder);
    try {
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      assertThat(status).as("jobs/cluster %s: %s", arguments, output).isZero();
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> exports(String text) {
    Map<String, String> exports = new TreeMap<>();
    Matcher matcher = EXPORT.matcher(text);
    while (matcher.find()) {
      exports.put(matcher.group(1), matcher.group(2) == null ? matcher.group(3) : matcher.group(2));
    }
    return exports;
  }

  /** The first of so many ports below those that the system gives away by itself. */
  private static int freePorts() {
    for (int first = 20_000; first < 30_000; first += PORTS) {
      if (areFree(first)) {
        return first;
      }
    }
    throw new IllegalStateException("no %d free ports in a row".formatted(PORTS));
  }

  private static boolean areFree(int first) {
    for (int port = first; port < first + PORTS; port++) {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        socket.setReuseAddress(true);
      } catch (IOException taken) {
        return false;
      }
    }
    return true;
  }
}
