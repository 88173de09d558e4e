package org.ravel.job;

import java.util.List;
import org.ravel.config.ConfigNames;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.plan.Advice;
import org.ravel.plan.ClusterMeasurement;
import org.ravel.plan.CostModel;
import org.ravel.plan.ExecutorMemory;
import org.ravel.plan.Plan;
import org.ravel.shard.ShardSet;

/**
 * A plan as {@code plan --json} prints it; planning.md describes it.
 *
 * @param format of this
 */
record PlanJson(
    int format,
    Training training,
    Measured measured,
    Memory memory,
    Round round,
    List<Epoch> epochs,
    Advised advice) {

  static PlanJson of(Plan plan, RavelConfig config, ShardSet shards) {
    return new PlanJson(
        1,
        Training.of(plan, config, shards),
        Measured.of(plan),
        Memory.of(plan.executor(), plan.driverHeap()),
        Round.of(plan.round()),
        plan.predictions().stream().map(Epoch::of).toList(),
        Advised.of(plan.advice()));
  }

  /** What is to be trained. */
  record Training(
      String network,
      long parameters,
      long updaterNumbers,
      long sequences,
      int sequenceLength,
      long tokens,
      int workers,
      int period,
      int minibatchSize,
      double broadcastBytes,
      double resultBytes) {

    static Training of(Plan plan, RavelConfig config, ShardSet shards) {
      return new Training(
          config.model().summary(config.task()),
          plan.parameters(),
          plan.updater(),
          plan.epoch().sequences(),
          shards.manifest().sequenceLength(),
          shards.split(Split.TRAIN).targets(),
          plan.workers(),
          plan.period(),
          plan.epoch().minibatchSize(),
          plan.cost().broadcastBytes(plan.workers()),
          plan.cost().resultBytes());
    }
  }

  /** What the rehearsal found. */
  record Measured(
      String master,
      long rounds,
      double seconds,
      int cores,
      double secondsPerMinibatchAlone,
      double secondsPerMinibatchTogether,
      double nativeBytes,
      double processBytes) {

    static Measured of(Plan plan) {
      ClusterMeasurement measured = plan.measurement();
      return new Measured(
          plan.cluster().master(),
          measured.rounds(),
          measured.seconds(),
          measured.cores(),
          measured.cost().alone(),
          measured.cost().together(),
          measured.memory().nativeBytes(),
          measured.memory().physical());
    }
  }

  /** What driver and executors are to be given, in MiB, and as options of spark-submit. */
  record Memory(
      long driverHeap,
      int executorCores,
      long executorHeap,
      long executorOverhead,
      long executorOffHeap,
      List<String> executorOptions) {

    static Memory of(ExecutorMemory executor, long driverHeap) {
      return new Memory(
          driverHeap,
          executor.cores(),
          executor.heap(),
          executor.overhead(),
          executor.offHeap(),
          executor.options());
    }
  }

  /** A round, in seconds. */
  record Round(
      double seconds, double compute, double communication, double overhead, String reduction) {

    static Round of(CostModel.Round round) {
      return new Round(
          round.seconds(),
          round.compute(),
          round.communication(),
          round.overhead(),
          ConfigNames.of(round.reduction()));
    }
  }

  /** An epoch of some workers; null where nothing was measured, and where there is no problem. */
  record Epoch(
      int workers,
      int executors,
      long rounds,
      double roundSeconds,
      String reduction,
      double overheadShare,
      double seconds,
      double speedUp,
      double efficiency,
      Double presentSeconds,
      String problem) {

    static Epoch of(Plan.Forecast epoch) {
      return new Epoch(
          epoch.workers(),
          epoch.executors().number(),
          epoch.rounds(),
          epoch.round().seconds(),
          ConfigNames.of(epoch.round().reduction()),
          epoch.round().overheadShare(),
          epoch.seconds(),
          epoch.speedUp(),
          epoch.efficiency(),
          epoch.presentSeconds().isPresent() ? epoch.presentSeconds().getAsDouble() : null,
          epoch.problem().isEmpty() ? null : epoch.problem());
    }
  }

  /** What is advised. */
  record Advised(int workers, int period, double epochSeconds, double efficiency) {

    static Advised of(Advice advice) {
      return new Advised(
          advice.workers(), advice.period(), advice.epochSeconds(), advice.efficiency());
    }
  }
}
