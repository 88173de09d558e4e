package org.ravel.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.ravel.config.RavelConfig;
import org.ravel.config.TrainingConfig.EngineKind;
import org.ravel.error.ConfigurationException;
import org.ravel.training.LaneSupply;
import org.ravel.wording.Phrases;

/** Refuses settings that cannot work, or do not do what they are meant for; says what would. */
record Requirements(RavelConfig config, Epoch epoch) {

  /**
   * Refuses what can be told from the settings and the shards.
   *
   * @throws ConfigurationException if there is anything
   */
  void requireSettings() {
    if (config.training().engine() == EngineKind.DL4J) {
      throw new ConfigurationException(
          "training.engine is dl4j but plan knows the rounds of ravel only; set training.engine=ravel");
    }
    requireLanes();
    requirePeriod();
  }

  private void requireLanes() {
    new LaneSupply(config.averaging().workers(), epoch.minibatchSize(), epoch.sequences())
        .shortage()
        .ifPresent(
            shortage -> {
              throw new ConfigurationException(shortage);
            });
  }

  private void requirePeriod() {
    int workers = config.averaging().workers();
    int period = config.averaging().period();
    if (workers == 1 || epoch.rounds(workers, period) >= Advice.AVERAGINGS) {
      return;
    }
    long steps = epoch.steps(workers);
    long shorter = steps / Advice.AVERAGINGS;
    long fewer = epoch.sequences() / ((long) Advice.AVERAGINGS * period * epoch.minibatchSize());
    List<String> remedies = new ArrayList<>();
    if (shorter > 0) {
      remedies.add("averaging.period=%d or less".formatted(shorter));
    }
    if (fewer > 0) {
      remedies.add("averaging.workers=%d or less".formatted(fewer));
    }
    if (epoch.minibatchSize() > 1) {
      remedies.add("a smaller training.minibatch-size");
    }
    throw new ConfigurationException(
        "averaging.period is %,d but in an epoch each of %,d workers has only %,d minibatches, so that they would be averaged just once, at its end; set %s"
            .formatted(period, workers, steps, String.join(", or ", remedies)));
  }

  /**
   * Refuses executors whose memory does not hold the networks of their cores.
   *
   * @param network of which each core has one
   * @param broadcastBytes of a round's start
   * @param present the executors that are there
   * @throws ConfigurationException if it does not
   */
  void requireMemory(
      NetworkMemory network,
      long broadcastBytes,
      Cluster cluster,
      Collection<ProcessMemory> present) {
    int minibatch = epoch.minibatchSize();
    int cores = cluster.present().cores();
    ExecutorMemory here = ExecutorMemory.of(network, minibatch, cores, broadcastBytes);
    for (ProcessMemory process : present) {
      new Limit("the heap of executor " + process.executor(), process.heap() >> 20)
          .require(here.leastHeap(), here, network, minibatch);
      new Limit(
              "org.bytedeco.javacpp.maxbytes of executor " + process.executor(),
              process.mostNative() >> 20)
          .require((cores * network.kernels(minibatch)) >> 20, here, network, minibatch);
      new Limit(
              "org.bytedeco.javacpp.maxphysicalbytes of executor " + process.executor(),
              process.mostPhysical() >> 20)
          .require((cores * network.offHeap(minibatch)) >> 20, here, network, minibatch);
    }
    ExecutorMemory planned =
        ExecutorMemory.of(network, minibatch, cluster.plannedCores(), broadcastBytes);
    new Limit("spark.executor.memory", cluster.executorMemory().orElse(0))
        .require(planned.leastHeap(), planned, network, minibatch);
    new Limit("spark.executor.memoryOverhead", cluster.memoryOverhead().orElse(0))
        .require(
            (cluster.plannedCores() * network.offHeap(minibatch)) >> 20,
            planned,
            network,
            minibatch);
  }

  /**
   * A limit in MiB; 0 for none.
   *
   * @param name whose it is
   */
  private record Limit(String name, long mebibytes) {

    void require(long needed, ExecutorMemory would, NetworkMemory network, int minibatch) {
      if (mebibytes == 0 || needed <= mebibytes) {
        return;
      }
      throw new ConfigurationException(
          "%s is %,d MiB, but %s %,d parameters on minibatches of %,d × %,d tokens take %,d MiB of it; give spark-submit %s, or fewer cores or a smaller training.minibatch-size"
              .formatted(
                  name,
                  mebibytes,
                  Phrases.count(would.cores(), "core that trains", "cores that train"),
                  network.parameters(),
                  minibatch,
                  network.sequenceLength(),
                  needed,
                  String.join(" ", would.options())));
    }
  }
}
