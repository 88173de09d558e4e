package org.ravel.job;

import org.ravel.config.AveragingConfig.Reduction;
import org.ravel.config.ConfigNames;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.config.Task;
import org.ravel.plan.Advice;
import org.ravel.plan.ClusterMeasurement;
import org.ravel.plan.CostModel;
import org.ravel.plan.Executors;
import org.ravel.plan.Plan;
import org.ravel.plan.Plan.Forecast;
import org.ravel.shard.Manifest.SplitPart;
import org.ravel.shard.ShardSet;
import org.ravel.wording.Phrases;

/** A plan on the console. */
final class PlanTable {
  private static final double MIB = 1 << 20;

  private final StringBuilder text = new StringBuilder();
  private final Plan plan;

  private PlanTable(Plan plan) {
    this.plan = plan;
  }

  /**
   * The plan's text.
   *
   * @param network megabytes per second that were given for it; null if none were
   */
  static String of(Plan plan, RavelConfig config, ShardSet shards, Double network) {
    PlanTable table = new PlanTable(plan);
    table.subject(config, shards);
    table.measured(shards.split(Split.TRAIN), config.task().target());
    table.memory();
    table.round();
    table.epochs(network);
    table.advice();
    return table.text.toString();
  }

  private void subject(RavelConfig config, ShardSet shards) {
    heading("the training");
    row(
        "training split",
        "%s of %s%d, %s"
            .formatted(
                Phrases.count(plan.epoch().sequences(), "sequence"),
                config.task() == Task.LANGUAGE_MODEL ? "" : "at most ",
                shards.manifest().sequenceLength(),
                Phrases.count(shards.split(Split.TRAIN).targets(), config.task().target())));
    row("network", config.model().summary(config.task()));
    row("parameters", "%,d".formatted(plan.parameters()));
    row(
        "updater",
        "%s, %,d numbers, updater-state = %s"
            .formatted(
                ConfigNames.of(config.training().updater().name()),
                plan.updater(),
                ConfigNames.of(config.averaging().updaterState())));
    row(
        "each round",
        "%.1f MiB to the executors, %.1f MiB back from each worker"
            .formatted(
                plan.cost().broadcastBytes(plan.workers()) / MIB, plan.cost().resultBytes() / MIB));
  }

  private void measured(SplitPart split, String target) {
    ClusterMeasurement measured = plan.measurement();
    heading(
        "measured on %s, %s of each kind in %.0f s"
            .formatted(
                plan.cluster().master(),
                Phrases.count(measured.rounds(), "round"),
                measured.seconds()));
    double targets = (double) plan.epoch().minibatchSize() * split.targets() / split.sequences();
    row("one core alone", speed(targets, target, measured.cost().alone()));
    if (measured.cores() > 1) {
      row(
          cores(measured.cores()) + " together",
          speed(targets, target, measured.cost().together()));
    }
  }

  private static String speed(double targets, String target, double seconds) {
    return "%,.0f %ss/s per core, %.1f ms a minibatch"
        .formatted(targets / seconds, target, 1000 * seconds);
  }

  private void memory() {
    heading("memory of an executor with %s".formatted(cores(plan.executor().cores())));
    row("Java heap", "%,d MiB".formatted(plan.executor().heap()));
    row(
        "outside the heap",
        "%,d MiB, of these %,d MiB arrays"
            .formatted(plan.executor().overhead(), plan.executor().offHeap()));
    row(
        "in the rehearsal",
        "JavaCPP counted %.0f MiB, the whole process took %.0f MiB"
            .formatted(
                plan.measurement().memory().nativeBytes() / MIB,
                plan.measurement().memory().physical() / MIB));
    text.append("  spark-submit's options%n".formatted());
    line("--driver-memory %dm".formatted(plan.driverHeap()));
    plan.executor().options().forEach(this::line);
  }

  private void round() {
    CostModel.Round round = plan.round();
    heading(
        "a round of %d × %d minibatches on %s: %s"
            .formatted(
                plan.workers(),
                plan.period(),
                executors(plan.cluster().planned(plan.workers())),
                duration(round.seconds())));
    part("compute", round.compute(), round);
    part("communication", round.communication(), round);
    row("averaged", "on the " + ConfigNames.of(round.reduction()));
    part("overhead", round.overhead(), round);
  }

  private void part(String name, double seconds, CostModel.Round round) {
    row(name, "%10s  %5.1f %%".formatted(duration(seconds), 100 * seconds / round.seconds()));
  }

  private void epochs(Double network) {
    heading(
        "an epoch at averaging.period = %d, without validation and the first reading of the shards"
            .formatted(plan.period()));
    int present = plan.cluster().present().allCores();
    text.append(
        "  %7s %9s %7s %9s %11s %9s %9s %10s   %s%n"
            .formatted(
                "workers",
                "executors",
                "rounds",
                "round",
                "not compute",
                "epoch",
                "speed-up",
                "efficiency",
                "epoch on the %s here".formatted(cores(present))));
    plan.predictions().forEach(this::epoch);
    reduction();
    if (plan.cluster().isLocal()) {
      text.append(
          network == null
              ? "  No network is in these figures: driver and executor are one process. --network gives one.%n"
                  .formatted()
              : "  With a network of %,.0f MB/s, but for the last column.%n".formatted(network));
    }
  }

  private void reduction() {
    plan.predictions().stream()
        .filter(epoch -> epoch.round().reduction() == Reduction.EXECUTORS)
        .findFirst()
        .ifPresent(
            first ->
                text.append(
                    "  States are averaged on the executors from %s on.%n"
                        .formatted(Phrases.count(first.workers(), "worker"))));
  }

  private void epoch(Forecast epoch) {
    if (!epoch.problem().isEmpty()) {
      text.append("  %7d %s%n".formatted(epoch.workers(), "  " + epoch.problem()));
      return;
    }
    text.append(
        "  %7d %9d %7d %9s %9.1f %% %9s %9.2f %8.0f %%   %s%n"
            .formatted(
                epoch.workers(),
                epoch.executors().number(),
                epoch.rounds(),
                duration(epoch.round().seconds()),
                100 * epoch.round().overheadShare(),
                duration(epoch.seconds()),
                epoch.speedUp(),
                100 * epoch.efficiency(),
                epoch.presentSeconds().isPresent()
                    ? duration(epoch.presentSeconds().getAsDouble())
                    : "not measured"));
  }

  private void advice() {
    Advice advice = plan.advice();
    heading("advice");
    row(
        "averaging.workers",
        "%d: the most with an efficiency of %.0f %% that are averaged %d times an epoch, within 256%s"
            .formatted(
                advice.workers(),
                100 * Advice.EFFICIENCY,
                Advice.AVERAGINGS,
                plan.cluster().plannedExecutors() == 0 ? "" : " and the planned cores"));
    row(
        "averaging.period",
        "%d: the smallest with less than %.0f %% of a round besides compute"
            .formatted(advice.period(), 100 * Advice.OVERHEAD));
    row(
        "an epoch then",
        "%s, with an efficiency of %.0f %%"
            .formatted(duration(advice.epochSeconds()), 100 * advice.efficiency()));
    text.append(
        "  Efficiency is the share of the cores' time in full minibatches. Quality is not predicted.%n"
            .formatted());
  }

  private void heading(String heading) {
    text.append("%s%s%n".formatted(text.isEmpty() ? "" : System.lineSeparator(), heading));
  }

  private void row(String name, String value) {
    text.append("  %-22s %s%n".formatted(name, value));
  }

  private void line(String line) {
    text.append("    %s%n".formatted(line));
  }

  private static String cores(int cores) {
    return Phrases.count(cores, "core");
  }

  private static String executors(Executors executors) {
    return "%s of %s"
        .formatted(Phrases.count(executors.number(), "executor"), cores(executors.cores()));
  }

  /** Seconds in the unit that suits them. */
  private static String duration(double seconds) {
    if (seconds < 1) {
      return "%.1f ms".formatted(1000 * seconds);
    }
    if (seconds < 100) {
      return "%.2f s".formatted(seconds);
    }
    long s = Math.round(seconds);
    return s < 3600
        ? "%d:%02d min".formatted(s / 60, s % 60)
        : "%,d:%02d h".formatted(s / 3600, s / 60 % 60);
  }
}
