package org.ravel.plan;

import org.ravel.config.AveragingConfig.Reduction;

/**
 * What a round of averaging costs. With {@code W} workers, {@code p} minibatches of each, {@code E}
 * executors of {@code k} cores,
 *
 * <pre>
 *   round         = compute + communication + overhead
 *   compute       = p · minibatch(busy) · waves      waves = ⌈W / (E·k)⌉, busy = min(k, ⌈W / E⌉)
 *   communication = broadcast(B) + hop · min(B, 4 MiB) · log₂(E / E₀)
 *                   + copy · waves + combine(W, E)   B = common + W · own bytes
 *   overhead      = scheduling(W)
 * </pre>
 *
 * <p>{@code minibatch} lies on the line between one busy core and {@code measuredCores} of them,
 * and stays there beyond: cores share the memory's bandwidth. {@code broadcast} is a line in bytes,
 * {@code scheduling} is a line in workers, since the driver starts tasks one by one, and {@code
 * combine} is a {@link CombineCost}. Spark's executors hand a broadcast on among themselves in
 * blocks of 4 MiB: each doubling of their number puts one more block's way in front of the last
 * one.
 *
 * @param alone seconds of a minibatch while one core trains
 * @param together seconds of a minibatch while all measured cores do
 * @param measuredCores of one machine
 * @param broadcast by bytes, to the measured executors
 * @param hop seconds per byte from one executor to another
 * @param measuredExecutors E₀
 * @param copy of a worker's states into its network and out of it
 * @param combine the workers' states into their mean
 * @param scheduling by workers
 * @param commonBytes of the state that workers have in common
 * @param ownBytes of what each has besides
 */
public record CostModel(
    double alone,
    double together,
    int measuredCores,
    Line broadcast,
    double hop,
    int measuredExecutors,
    double copy,
    CombineCost combine,
    Line scheduling,
    long commonBytes,
    long ownBytes) {
  /** Spark's spark.broadcast.blockSize. */
  private static final long BLOCK = 4L << 20;

  /**
   * A round's seconds.
   *
   * @param compute in minibatches
   * @param communication states to the workers, and back into their mean
   * @param overhead Spark's own
   * @param reduction where the states become their mean
   */
  public record Round(double compute, double communication, double overhead, Reduction reduction) {

    /** All of it. */
    public double seconds() {
      return compute + communication + overhead;
    }

    /** The share that is not spent in minibatches. */
    public double overheadShare() {
      return (communication + overhead) / seconds();
    }
  }

  /** What is predicted of a round. */
  public Round round(int workers, int period, Executors executors) {
    int waves = executors.waves(workers);
    return new Round(
        period * minibatch(executors.busyCores(workers)) * waves,
        communication(workers, executors),
        scheduling.at(workers),
        combine.where(workers, executors));
  }

  /** Seconds of an epoch's rounds; a last round that is shorter costs less compute only. */
  public double epochSeconds(Epoch epoch, int workers, int period, Executors executors) {
    Round whole = round(workers, period, executors);
    double step = whole.compute() / period;
    return epoch.steps(workers) * step
        + epoch.rounds(workers, period) * (whole.communication() + whole.overhead());
  }

  /** The share of the cores' time that goes into minibatches that are full. */
  public double efficiency(Epoch epoch, int workers, int period, Executors executors) {
    double minibatches = (double) epoch.sequences() / epoch.minibatchSize();
    return minibatches
        * minibatch(executors.busyCores(workers))
        / Math.min(workers, executors.allCores())
        / epochSeconds(epoch, workers, period, executors);
  }

  /** Seconds of a minibatch while so many cores of a machine train. */
  double minibatch(int busyCores) {
    if (measuredCores == 1) {
      return alone;
    }
    double share = (double) (Math.min(busyCores, measuredCores) - 1) / (measuredCores - 1);
    return alone + (together - alone) * share;
  }

  private double communication(int workers, Executors executors) {
    long bytes = broadcastBytes(workers);
    double doublings =
        Math.max(0, Math.log((double) executors.number() / measuredExecutors) / Math.log(2));
    return broadcast.at((double) bytes)
        + hop * Math.min(bytes, BLOCK) * doublings
        + copy * executors.waves(workers)
        + combine.seconds(workers, executors);
  }

  /** Bytes of a round's start. */
  public long broadcastBytes(int workers) {
    return commonBytes + workers * ownBytes;
  }

  /** Bytes that a worker hands in. */
  public long resultBytes() {
    return commonBytes + ownBytes;
  }

  /**
   * The same with a network between driver and executors, where it was measured without.
   *
   * @param secondsPerByte that the wire takes
   * @param serialisation seconds of a result into bytes and back
   */
  CostModel over(double secondsPerByte, double serialisation) {
    return new CostModel(
        alone,
        together,
        measuredCores,
        broadcast.plus(0, secondsPerByte),
        secondsPerByte,
        measuredExecutors,
        copy,
        combine.over(secondsPerByte, serialisation, commonBytes, ownBytes),
        scheduling,
        commonBytes,
        ownBytes);
  }

  /** The same with states that are averaged elsewhere. */
  CostModel averaging(Reduction reduction) {
    return new CostModel(
        alone,
        together,
        measuredCores,
        broadcast,
        hop,
        measuredExecutors,
        copy,
        combine.in(reduction),
        scheduling,
        commonBytes,
        ownBytes);
  }

  /** The same with more, or less, of an overhead that does not depend on the workers. */
  CostModel withOverhead(double seconds) {
    return new CostModel(
        alone,
        together,
        measuredCores,
        broadcast,
        hop,
        measuredExecutors,
        copy,
        combine,
        new Line(Math.max(0, scheduling.fixed() + seconds), scheduling.slope()),
        commonBytes,
        ownBytes);
  }
}
