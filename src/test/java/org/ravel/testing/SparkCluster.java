package org.ravel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;
import org.apache.spark.rpc.RpcEnv;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * A standalone cluster whose workers have addresses of their own: Spark never runs a task twice on
 * one host, and all workers of {@code local-cluster} are one.
 */
public final class SparkCluster implements AutoCloseable {
  private static final int CORES = 2;
  private static final int MEBIBYTES = 1024;

  private final List<RpcEnv> parts = new ArrayList<>();
  private final String master;

  /** Starts a worker on each of the addresses of this machine. */
  public SparkCluster(String... hosts) {
    SparkConf conf = new SparkConf(false);
    RpcEnv first = Master.startRpcEnvAndEndpoint("127.0.0.1", 0, 0, conf)._1();
    master = "spark://127.0.0.1:%d".formatted(first.address().port());
    try {
      for (int i = 0; i < hosts.length; i++) {
        Path work = Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "work"));
        parts.add(
            Worker.startRpcEnvAndEndpoint(
                hosts[i],
                0,
                0,
                CORES,
                MEBIBYTES,
                new String[] {master},
                work.toString(),
                Option.apply((Object) i),
                conf,
                Option.empty()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      parts.add(first);
    }
  }

  /** Runs something in a session with an executor on each worker. */
  public <T> T with(Map<String, String> settings, Function<SparkSession, T> action) {
    Map<String, String> all = new HashMap<>(SparkFixture.executorSettings());
    all.put("spark.executor.memory", MEBIBYTES + "m");
    all.putAll(settings);
    return SparkFixture.withSession(master, all, action);
  }

  @Override
  public void close() {
    for (RpcEnv part : parts) {
      part.shutdown();
      part.awaitTermination();
    }
  }
}
