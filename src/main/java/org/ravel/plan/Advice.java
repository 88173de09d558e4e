package org.ravel.plan;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How many workers, and how often to average. For each number of workers the period is the smallest
 * power of two at which a round spends at most {@link #OVERHEAD} of its time on anything but
 * minibatches. Advised is the largest number of workers that at that period keeps an efficiency of
 * {@link #EFFICIENCY}, is averaged {@link #AVERAGINGS} times an epoch or more, and is faster than
 * fewer workers.
 *
 * @param workers a power of two
 * @param period averaging.period
 * @param epochSeconds predicted of an epoch
 * @param efficiency predicted share of the cores' time in minibatches
 */
public record Advice(int workers, int period, double epochSeconds, double efficiency) {
  /** Most of a round that may go into communication and overhead. */
  public static final double OVERHEAD = 0.02;

  /** Least share of the cores' time that goes into full minibatches. */
  public static final double EFFICIENCY = 0.8;

  /** Least averagings in an epoch. */
  public static final int AVERAGINGS = 2;

  /** Numbers of workers that are looked at: 1, 2, 4, …, 256. */
  static final List<Integer> WORKERS =
      IntStream.rangeClosed(0, 8).map(i -> 1 << i).boxed().toList();

  /**
   * The advice.
   *
   * @param cores of each executor
   * @param mostWorkers as many as there will be cores
   */
  static Advice of(CostModel cost, Epoch epoch, int cores, int mostWorkers) {
    Advice best = at(cost, epoch, cores, 1);
    int most = Math.min(mostWorkers, epoch.mostWorkers());
    for (int workers : WORKERS) {
      if (workers > 1 && workers <= most) {
        Advice next = at(cost, epoch, cores, workers);
        boolean works =
            next.efficiency() >= EFFICIENCY
                && next.epochSeconds() < best.epochSeconds()
                && epoch.steps(workers) >= (long) AVERAGINGS * next.period();
        best = works ? next : best;
      }
    }
    return best;
  }

  private static Advice at(CostModel cost, Epoch epoch, int cores, int workers) {
    Executors executors = Executors.forWorkers(workers, cores);
    int period = 1;
    while (cost.round(workers, period, executors).overheadShare() > OVERHEAD
        && period < epoch.steps(workers)) {
      period *= 2;
    }
    return new Advice(
        workers,
        period,
        cost.epochSeconds(epoch, workers, period, executors),
        cost.efficiency(epoch, workers, period, executors));
  }
}
