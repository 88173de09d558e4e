package org.ravel.job;

import java.util.OptionalDouble;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.ConfigNames;
import org.ravel.config.ModelConfig.NetworkKind;
import org.ravel.config.TrainingConfig;
import org.ravel.error.ConfigurationException;
import org.ravel.error.ExitCode;
import org.ravel.pipeline.JobContext;
import org.ravel.pipeline.TaskProgress;
import org.ravel.plan.Plan;
import org.ravel.plan.Planner;
import org.ravel.shard.ShardSet;
import org.ravel.spark.Sessions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ravel plan}: what a training will need, and how long it will take. Writes nothing. */
@Command(
    name = "plan",
    description = {
      "Rehearse a training for some seconds, and predict memory and time on other clusters.",
      "The planned executors are those of spark.executor.cores and spark.executor.instances."
    })
final class PlanCommand extends JobCommand {
  private static final double MEGA = 1e6;
  private static final int LONGEST_SECONDS = 3600;

  @Option(
      names = "--network",
      paramLabel = "MB/S",
      description =
          "What the planned network carries, in megabytes per second (10 Gbit/s: 1200), where plan runs in one process and cannot measure it.")
  private Double network;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "8",
      description =
          "How long rounds are measured, after a warm-up of 0.6 times as long (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Mixin private JsonOption json;

  @Override
  ExitCode run(JobContext context) {
    if (network != null && !(network > 0 && Double.isFinite(network))) {
      throw new ConfigurationException(
          "--network is %s but must be above 0; give megabytes per second".formatted(network));
    }
    if (!(seconds > 0 && seconds <= LONGEST_SECONDS)) {
      throw new ConfigurationException(
          "--seconds is %s but must be above 0 and at most %d".formatted(seconds, LONGEST_SECONDS));
    }
    NetworkKind kind = context.config().model().kind();
    if (!kind.isNetwork()) {
      throw new ConfigurationException(
          "model.kind is %s, but plan rehearses the training of networks; run ravel train, which fits this model without any"
              .formatted(ConfigNames.of(kind)));
    }
    TrainingConfig.Method method = context.config().training().method();
    if (method != TrainingConfig.Method.AVERAGING) {
      throw new ConfigurationException(
          "training.method is %s, but plan rehearses rounds of averaging; set training.method=averaging"
              .formatted(ConfigNames.of(method)));
    }
    ShardSet shards = ShardSet.open(context.storage(), context.config().shards().path());
    shards.require(context.config().task());
    Planner planner = new Planner(context.config(), shards);
    planner.requireSettings();
    context.tell(
        "rehearsing on %s".formatted(context.storage().shown(context.config().shards().path())));
    Plan plan;
    try (SparkSession spark = TaskProgress.of(Sessions.open("plan"), context)) {
      plan =
          planner.plan(
              JavaSparkContext.fromSparkContext(spark.sparkContext()),
              seconds,
              network == null ? OptionalDouble.empty() : OptionalDouble.of(network * MEGA));
    }
    if (json.isGiven()) {
      JsonOption.print(context, PlanJson.of(plan, context.config(), shards));
    } else {
      context.out().print(PlanTable.of(plan, context.config(), shards, network));
      context.out().flush();
    }
    return ExitCode.DONE;
  }
}
