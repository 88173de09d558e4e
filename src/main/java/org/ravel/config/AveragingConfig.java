package org.ravel.config;

/**
 * How the copies of the parameters that workers train become one.
 *
 * @param workers logical workers, each with its own copy of the parameters between two averagings;
 *     part of the result, unlike the number of executors
 * @param period minibatches that each worker trains between two averagings
 * @param firstPeriod the period at the start, which doubles until it is {@code period}; 0 for
 *     {@code period} from the first round on
 * @param growthEpochs epochs over which it grows
 * @param updaterState what becomes of the updater's state
 * @param warmupPeriods periods at the start in which workers take turns on one copy
 * @param scaleLearningRate whether the learning rate is multiplied by the number of workers
 * @param onDivergence what happens when a worker's loss is no longer a finite number
 * @param reduction where the workers' states become their mean; no part of the result
 */
public record AveragingConfig(
    int workers,
    int period,
    int firstPeriod,
    double growthEpochs,
    UpdaterState updaterState,
    OuterConfig outer,
    int warmupPeriods,
    boolean scaleLearningRate,
    DivergenceRule onDivergence,
    Reduction reduction) {

  private static final int MOST_WORKERS = 10_000;

  /** What becomes of the updater's state, such as Adam's moments, after a round. */
  public enum UpdaterState {
    /** Averaged as the parameters are. */
    AVERAGE,
    /** Each worker keeps its own. */
    KEEP,
    /** Each round starts at zero. */
    RESET
  }

  /** What happens when a worker's loss or parameters are no longer finite numbers. */
  public enum DivergenceRule {
    /** Training fails. */
    STOP,
    /** That worker's share of the round is left out. */
    SKIP
  }

  /** Where the workers' states become their mean. */
  public enum Reduction {
    /** Where it costs less. */
    AUTO,
    /** On the driver, which receives the state of each worker. */
    DRIVER,
    /** On the executors, in slices; the driver receives the mean. */
    EXECUTORS
  }

  public AveragingConfig {
    Require.between(1, MOST_WORKERS, "averaging.workers", workers);
    Require.atLeast(1, "averaging.period", period);
    Require.that(
        firstPeriod >= 0 && firstPeriod <= period,
        "averaging.first-period",
        firstPeriod,
        "be between 0 and averaging.period = " + period);
    Require.positive("averaging.growth-epochs", growthEpochs);
    Require.present("averaging.updater-state", updaterState);
    Require.atLeast(0, "averaging.warmup-periods", warmupPeriods);
    Require.present("averaging.on-divergence", onDivergence);
    Require.present("averaging.reduction", reduction);
  }

  /** The same with other workers and one period throughout. */
  public AveragingConfig with(int otherWorkers, int otherPeriod) {
    return new AveragingConfig(
        otherWorkers,
        otherPeriod,
        0,
        growthEpochs,
        updaterState,
        outer,
        warmupPeriods,
        scaleLearningRate,
        onDivergence,
        reduction);
  }

  /**
   * The step from the parameters before a round towards the workers' mean.
   *
   * @param learningRate null for the step's own default
   * @param momentum null for the step's own default
   * @param nesterov whether {@code bmuf} looks ahead; {@code diloco} always does
   */
  public record OuterConfig(Step step, Double learningRate, Double momentum, boolean nesterov) {

    /** The steps. */
    public enum Step {
      /** To the mean. */
      PLAIN,
      /** Blockwise model-update filtering (Chen and Huo 2016). */
      BMUF,
      /** Stochastic gradient descent with Nesterov's momentum (Douillard et al. 2023). */
      DILOCO
    }

    public OuterConfig {
      Require.present("averaging.outer.step", step);
      if (learningRate != null) {
        Require.positive("averaging.outer.learning-rate", learningRate);
      }
      if (momentum != null) {
        Require.fraction("averaging.outer.momentum", momentum);
      }
    }
  }
}
