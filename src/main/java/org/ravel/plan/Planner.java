package org.ravel.plan;

import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.plan.Plan.Forecast;
import org.ravel.shard.ShardSet;
import org.ravel.training.DriverMemory;
import org.ravel.training.TrainingSize;

/** Plans a training: looks at settings, shards and cluster, rehearses, and predicts. */
public final class Planner {
  private static final long LEAST_DRIVER_HEAP = 1024;

  private final RavelConfig config;
  private final ShardSet shards;
  private final Epoch epoch;
  private final TrainingSize size;
  private final NetworkMemory network;

  /** A plan for shards. */
  public Planner(RavelConfig config, ShardSet shards) {
    this.config = config;
    this.shards = shards;
    this.epoch =
        new Epoch(shards.split(Split.TRAIN).sequences(), config.training().minibatchSize());
    this.size = TrainingSize.of(config, shards);
    this.network = NetworkMemory.of(size);
  }

  /**
   * Refuses settings that cannot work whatever the cluster.
   *
   * @throws org.ravel.error.ConfigurationException if there are any
   */
  public void requireSettings() {
    new Requirements(config, epoch).requireSettings();
    size.require();
  }

  /**
   * Measures on the executors of a session and predicts.
   *
   * @param seconds for which rounds are measured, once they have warmed up
   * @param wireBytesPerSecond what the network carries, where the session has none
   * @throws org.ravel.error.ConfigurationException if the memory of driver or executors is too
   *     small
   * @throws org.ravel.error.TrainingException if the training diverges at its beginning
   */
  public Plan plan(JavaSparkContext spark, double seconds, OptionalDouble wireBytesPerSecond) {
    int workers = config.averaging().workers();
    DriverMemory driver = size.driver();
    LocalMemory.require(spark, size);
    Cluster cluster = Cluster.of(spark);
    long state = Float.BYTES * (network.parameters() + network.updater());
    new Requirements(config, epoch)
        .requireMemory(
            network,
            state,
            cluster,
            ProcessMemory.ofExecutors(spark, 4 * cluster.present().allCores()));
    ClusterMeasurement measured =
        ClusterMeasurement.of(spark, config, shards, cluster, state, seconds);
    CostModel cost =
        cluster.isLocal() && wireBytesPerSecond.isPresent()
            ? measured.cost().over(1 / wireBytesPerSecond.getAsDouble(), measured.serialisation())
            : measured.cost();
    int period = config.averaging().period();
    return new Plan(
        network.parameters(),
        network.updater(),
        epoch,
        workers,
        period,
        cluster,
        measured,
        cost,
        ExecutorMemory.of(
            network, epoch.minibatchSize(), cluster.plannedCores(), cost.broadcastBytes(workers)),
        Math.max(LEAST_DRIVER_HEAP, (driver.mebibytes() + 63) / 64 * 64),
        cost.round(workers, period, cluster.planned(workers)),
        predictions(cost, measured, cluster),
        Advice.of(cost, epoch, cluster.plannedCores(), cluster.mostWorkers()));
  }

  private List<Forecast> predictions(CostModel cost, ClusterMeasurement measured, Cluster cluster) {
    return Advice.WORKERS.stream().map(w -> prediction(cost, measured, cluster, w)).toList();
  }

  private Forecast prediction(
      CostModel cost, ClusterMeasurement measured, Cluster cluster, int workers) {
    int period = config.averaging().period();
    Executors executors = cluster.planned(workers);
    double seconds = cost.epochSeconds(epoch, workers, period, executors);
    double one = cost.epochSeconds(epoch, 1, period, cluster.planned(1));
    return new Forecast(
        workers,
        executors,
        epoch.rounds(workers, period),
        cost.round(workers, period, executors),
        seconds,
        one / seconds,
        cost.efficiency(epoch, workers, period, executors),
        measured.cores() == cluster.present().allCores()
            ? OptionalDouble.of(
                measured.cost().epochSeconds(epoch, workers, period, cluster.present()))
            : OptionalDouble.empty(),
        problem(workers, period));
  }

  private String problem(int workers, int period) {
    if (workers > epoch.mostWorkers()) {
      return "more lanes than sequences";
    }
    return workers > 1 && epoch.rounds(workers, period) < Advice.AVERAGINGS
        ? "averaged just once an epoch: needs a shorter period"
        : "";
  }
}
