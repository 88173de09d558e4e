package org.ravel.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.config.AveragingConfig.Reduction;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.shard.ShardSet;
import org.ravel.training.Rehearsal;
import org.ravel.training.round.RoundTiming;

/**
 * What was measured on the executors that are there.
 *
 * @param cost the model with its rates
 * @param serialisation seconds of a result into bytes and back; for executors that are elsewhere
 * @param cores that trained at a time
 * @param rounds that were measured, of all cores
 * @param seconds that it took
 * @param memory of the process that took most in the end
 */
public record ClusterMeasurement(
    CostModel cost,
    double serialisation,
    int cores,
    int rounds,
    double seconds,
    ProcessMemory memory) {

  private static final int MOST_STEPS = 8;

  /** Of the time that is measured. */
  private static final double WARM_UP = 0.6;

  /** Rounds are about so long, so that the two kinds meet the same disturbances. */
  private static final double ROUND_SECONDS = 0.5;

  private static final int LEAST_ROUNDS = 3;
  private static final int REPEATS = 5;

  /** Workers, and bytes of their results, of the widest rounds. */
  private static final int WIDEST = 64;

  private static final long WIDEST_BYTES = 256L << 20;
  private static final int BARE_BYTES = 16 << 20;

  /**
   * Measures rounds.
   *
   * @param state bytes of what a worker hands in
   * @param seconds for which rounds are measured, once they have warmed up
   */
  static ClusterMeasurement of(
      JavaSparkContext spark,
      RavelConfig config,
      ShardSet shards,
      Cluster cluster,
      long state,
      double seconds) {
    long began = System.nanoTime();
    Executors present = cluster.present();
    Epoch epoch =
        new Epoch(shards.split(Split.TRAIN).sequences(), config.training().minibatchSize());
    int cores = Math.max(1, Math.min(present.allCores(), epoch.mostWorkers()));
    int wide =
        (int)
            Math.max(cores, Math.min(Math.min(WIDEST, epoch.mostWorkers()), WIDEST_BYTES / state));
    try (Rehearsal rehearsal = new Rehearsal(spark, config, shards, wide, MOST_STEPS)) {
      return new Rounds(rehearsal, cluster, config.averaging().reduction(), cores, wide, seconds)
          .measure(spark, began);
    }
  }

  /** The rounds that are measured. */
  private record Rounds(
      Rehearsal rehearsal,
      Cluster cluster,
      Reduction reduction,
      int cores,
      int wide,
      double seconds) {

    private Executors present() {
      return cluster.present();
    }

    ClusterMeasurement measure(JavaSparkContext spark, long began) {
      int steps = warmUp();
      List<RoundTiming> alone = new ArrayList<>();
      List<RoundTiming> together = new ArrayList<>();
      long start = System.nanoTime();
      // In turns, so that other work on the machines meets both.
      while (since(start) < seconds || together.size() < LEAST_ROUNDS) {
        alone.add(rehearsal.round(1, steps));
        together.add(cores == 1 ? alone.get(alone.size() - 1) : rehearsal.round(cores, steps));
      }
      long own = rehearsal.ownBytes();
      CostModel raw = cost(alone, together, steps, own);
      ProcessMemory memory =
          ProcessMemory.ofExecutors(spark, 4 * present().allCores()).stream()
              .max(Comparator.comparing(ProcessMemory::nativeBytes))
              .orElseThrow();
      double serialisation = least(rehearsal::serialisationSeconds);
      return new ClusterMeasurement(
          calibrated(raw, together).averaging(reduction),
          serialisation,
          cores,
          together.size(),
          since(began),
          memory);
    }

    /** Minibatches of a round that is neither short nor long. */
    private int warmUp() {
      // The first one reads the shards.
      rehearsal.round(cores, 1);
      long start = System.nanoTime();
      double last = rehearsal.round(cores, 1).compute();
      for (int i = 0; since(start) < WARM_UP * seconds || i < 2; i++) {
        last = Math.min(last, rehearsal.round(cores, 1).compute());
      }
      return (int) Math.max(1, Math.min(rehearsal.mostSteps(), ROUND_SECONDS / last));
    }

    private CostModel cost(
        List<RoundTiming> alone, List<RoundTiming> together, int steps, long own) {
      List<RoundTiming> single = exchanges(1, Reduction.DRIVER);
      List<RoundTiming> widest = exchanges(wide, Reduction.DRIVER);
      double merge = wide > 1 ? least(rehearsal::mergeSeconds) : 0;
      // Rounds without minibatches have means without weight: their merges are added.
      Line gather =
          Line.through(
              1,
              median(single, RoundTiming::gather),
              wide,
              median(widest, RoundTiming::gather) + (wide - 1) * merge);
      Line scheduling =
          Line.through(
              1,
              median(single, RoundTiming::scheduling),
              wide,
              median(widest, RoundTiming::scheduling));
      int waves = present().waves(wide);
      Line broadcast =
          Line.through(
              0,
              least(() -> rehearsal.broadcastSeconds(0, present().allCores())),
              BARE_BYTES,
              least(() -> rehearsal.broadcastSeconds(BARE_BYTES, present().allCores())));
      double copy = median(widest, timing -> timing.load() + timing.unload()) / waves;
      return new CostModel(
          median(alone, RoundTiming::compute) / steps,
          median(together, RoundTiming::compute) / steps,
          present().busyCores(cores),
          // The bare job's own start and end are in the scheduling.
          new Line(0, broadcast.slope()),
          cluster.isLocal() ? 0 : broadcast.slope(),
          present().number(),
          copy,
          new CombineCost(gather, slices(copy, scheduling, merge), 0, 0, Reduction.DRIVER),
          scheduling,
          rehearsal.commonBytes(),
          own);
    }

    /** What rounds take that average on the executors, by the workers of a core. */
    private Line slices(double copy, Line scheduling, double merge) {
      if (wide == 1) {
        return new Line(0, 0);
      }
      int few = Math.min(wide, Math.max(2, cores));
      double ofFew = slices(few, copy, scheduling, merge);
      double all = present().allCores();
      return wide == few
          ? new Line(0, ofFew * all / few)
          : Line.through(few / all, ofFew, wide / all, slices(wide, copy, scheduling, merge));
    }

    /**
     * All that the other rates do not explain of such rounds: writing, reading, a further stage.
     */
    private double slices(int workers, double copy, Line scheduling, double merge) {
      double besides =
          median(
              exchanges(workers, Reduction.EXECUTORS), timing -> timing.besides() - timing.send());
      return Math.max(
          0,
          besides
              + merge * workers / present().allCores()
              - copy * present().waves(workers)
              - scheduling.at(workers));
    }

    /** Timings of rounds that only exchange states. */
    private List<RoundTiming> exchanges(int workers, Reduction where) {
      rehearsal.round(workers, 0, where);
      return Stream.generate(() -> rehearsal.round(workers, 0, where)).limit(REPEATS).toList();
    }

    /** The model with what real rounds take besides, which it explains but for a constant. */
    private CostModel calibrated(CostModel cost, List<RoundTiming> together) {
      CostModel.Round model = cost.round(cores, 1, present());
      double unexplained =
          median(together, RoundTiming::besides) - model.communication() - model.overhead();
      return cost.withOverhead(unexplained);
    }
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  private static double least(DoubleSupplier seconds) {
    return Stream.generate(seconds::getAsDouble)
        .limit(REPEATS)
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static double median(List<RoundTiming> timings, ToDoubleFunction<RoundTiming> part) {
    double[] sorted = timings.stream().mapToDouble(part).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
